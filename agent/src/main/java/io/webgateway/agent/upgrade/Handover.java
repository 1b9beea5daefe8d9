package io.webgateway.agent.upgrade;

import java.util.List;
import java.util.Optional;

/**
 * Where a process stands while it gives way to its successor: who serves, who has the state open,
 * and what comes next. Pure and immutable.
 *
 * <p>Two things never happen: both have the state open, and nobody takes what visitors send.
 * Whatever goes wrong before the successor serves, this process ends it, waits until it is gone,
 * opens its state again and serves on.
 *
 * @param phase where it stands
 * @param forced whether an older version may take over
 * @param problem why it did not come about, where that is known already; empty for none
 */
public record Handover(Phase phase, boolean forced, String problem) {
  /** Nobody has asked. */
  public static final Handover SERVING = new Handover(Phase.SERVING, false, "");

  /** Where it stands. */
  public enum Phase {
    /** This process serves, and has the state. */
    SERVING,
    /** The successor was started and has not said a word. */
    STARTING,
    /** The successor is being given the listening sockets. */
    GIVING,
    /** The state is being closed, which cannot fail. */
    CLOSING,
    /** The successor has the state; this process serves by its last table. */
    WAITING,
    /** The successor is about to serve; this process has stepped aside. */
    CROSSING,
    /** The successor is being ended. */
    ENDING,
    /** The state is being opened again. */
    REOPENING,
    /** The successor serves; what is under way here goes on. The last one. */
    LEAVING
  }

  /** What happens. */
  public sealed interface Input {
    /**
     * An upgrade is asked for.
     *
     * @param force whether the version does not matter
     */
    record Asked(boolean force) implements Input {}

    /**
     * The successor says who it is.
     *
     * @param own the version of this process
     * @param version its version
     */
    record Greeted(String own, String version) implements Input {}

    /** The successor has the sockets. */
    record SocketsGiven() implements Input {}

    /** The state is closed. */
    record StateClosed() implements Input {}

    /** The successor could serve. */
    record Ready() implements Input {}

    /** The successor serves. */
    record Serving() implements Input {}

    /**
     * The successor ended, left, or said that it cannot.
     *
     * @param why in words
     */
    record Failed(String why) implements Input {}

    /** What was waited for took too long. */
    record TimeIsUp() implements Input {}

    /** The successor is certainly gone. */
    record Ended() implements Input {}

    /** The state is open again. */
    record StateOpened() implements Input {}

    /**
     * It could not be opened.
     *
     * @param why in words
     */
    record StateNotOpened(String why) implements Input {}
  }

  /** What is to be done, in order; if it cannot be, that is told as {@link Input.Failed}. */
  public enum Output {
    /** Start the successor's process. */
    START,
    /** Pass it the listening sockets. */
    GIVE_SOCKETS,
    /** Close ledger, API and everything else on disk. */
    CLOSE_STATE,
    /** Tell it that the state is closed. */
    SAY_CLOSED,
    /** Take nothing new any more, and tell it to. */
    STEP_ASIDE,
    /** Take what comes again. */
    STEP_BACK,
    /** End it, whatever it does. */
    END_SUCCESSOR,
    /** Open the state again, unless it is open. */
    OPEN_STATE,
    /** Try that once more, in a while. */
    OPEN_LATER,
    /** Close the listening sockets, and let what is under way end. */
    LEAVE,
    /** Say that it did not come about, and why. */
    REPORT
  }

  /**
   * One step.
   *
   * @param next where it stands then
   * @param outputs what is to be done
   */
  public record Step(Handover next, List<Output> outputs) {
    /** Copies the list. */
    public Step {
      outputs = List.copyOf(outputs);
    }
  }

  /** Decides; what comes too late, or is not waited for, changes nothing. */
  public Step on(Input input) {
    return switch (input) {
      case Input.Asked(boolean force) -> asked(force);
      case Input.Greeted(String own, String version) -> greeted(own, version);
      case Input.SocketsGiven _ -> when(Phase.GIVING, Phase.CLOSING, Output.CLOSE_STATE);
      case Input.StateClosed _ -> stateClosed();
      case Input.Ready _ -> when(Phase.WAITING, Phase.CROSSING, Output.STEP_ASIDE);
      case Input.Serving _ -> when(Phase.CROSSING, Phase.LEAVING, Output.LEAVE);
      case Input.Failed(String why) -> failed(why);
      case Input.TimeIsUp _ -> failed("it was not ready in time");
      case Input.Ended _ -> ended();
      case Input.StateOpened _ -> opened();
      case Input.StateNotOpened(String why) -> notOpened(why);
    };
  }

  private Step asked(boolean force) {
    return phase == Phase.SERVING
        ? new Step(new Handover(Phase.STARTING, force, ""), List.of(Output.START))
        : stay();
  }

  private Step greeted(String own, String version) {
    if (phase != Phase.STARTING) {
      return stay();
    }
    Optional<String> refusal = forced ? Optional.empty() : VersionOrder.refusal(own, version);
    return refusal
        .map(this::failed)
        .orElseGet(() -> to(Phase.GIVING, List.of(Output.GIVE_SOCKETS)));
  }

  private Step stateClosed() {
    if (phase != Phase.CLOSING) {
      return stay();
    }
    return problem.isEmpty()
        ? to(Phase.WAITING, List.of(Output.SAY_CLOSED))
        : to(Phase.ENDING, List.of(Output.END_SUCCESSOR));
  }

  private Step failed(String why) {
    return switch (phase) {
      // What has begun to close is closed first.
      case CLOSING -> new Step(with(Phase.CLOSING, why), List.of());
      case STARTING, GIVING, WAITING ->
          new Step(with(Phase.ENDING, why), List.of(Output.END_SUCCESSOR));
      case CROSSING ->
          new Step(with(Phase.ENDING, why), List.of(Output.STEP_BACK, Output.END_SUCCESSOR));
      case SERVING, ENDING, REOPENING, LEAVING -> stay();
    };
  }

  private Step ended() {
    return switch (phase) {
      case STARTING, GIVING, CLOSING, WAITING, CROSSING -> failed("it ended before it served");
      case ENDING -> to(Phase.REOPENING, List.of(Output.OPEN_STATE));
      case SERVING, REOPENING, LEAVING -> stay();
    };
  }

  private Step opened() {
    return phase == Phase.REOPENING ? to(Phase.SERVING, List.of(Output.REPORT)) : stay();
  }

  private Step notOpened(String why) {
    return phase == Phase.REOPENING
        ? new Step(with(Phase.REOPENING, why), List.of(Output.OPEN_LATER))
        : stay();
  }

  private Step when(Phase expected, Phase then, Output output) {
    return phase == expected ? to(then, List.of(output)) : stay();
  }

  private Step to(Phase next, List<Output> outputs) {
    return new Step(new Handover(next, forced, problem), outputs);
  }

  private Handover with(Phase next, String why) {
    return new Handover(next, forced, problem.isEmpty() ? why : problem);
  }

  private Step stay() {
    return new Step(this, List.of());
  }
}
