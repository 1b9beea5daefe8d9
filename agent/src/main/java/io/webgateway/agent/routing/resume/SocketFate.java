package io.webgateway.agent.routing.resume;

import io.webgateway.model.traffic.CompletionReason;

/**
 * Decides what becomes of a WebSocket whose backend is lost or moves. At first it flows. When its
 * backend is lost it waits for another and flows again, as often as that happens. When an edit
 * takes its endpoint away it moves: the visitor is held at the end of a message, the old backend is
 * told goodbye and may send what it still has, and then it waits as if that one had been lost. Each
 * input is answered by what must be done at once. Confined to one thread.
 */
public final class SocketFate {
  /** No backend, or not the right one; connecting anew may help (RFC 6455 section 7.4, IANA). */
  static final int SERVICE_RESTART = 1012;

  /** No backend in time. */
  static final int TRY_AGAIN_LATER = 1013;

  /** What was asked for. */
  static final int NORMAL = 1000;

  /** The gateway closes. */
  static final int GOING_AWAY = 1001;

  private enum State {
    FLOWS,
    MOVES,
    PARTS,
    WAITS,
    OVER
  }

  /** What must be done. */
  public sealed interface Step {
    /** Nothing but what is done already. */
    record GoOn() implements Step {}

    /** Hold the visitor as soon as none of its messages is under way, or soon anyway. */
    record HoldVisitor() implements Step {}

    /** Tell the old backend goodbye, and pass on what it still has, for a while. */
    record Part() implements Step {}

    /**
     * Let go of the old backend, keep the visitor, and ask for another one.
     *
     * @param number which one this is; 1 for the second backend
     */
    record Rejoin(int number) implements Step {}

    /** Pass on everything again, first what was kept. */
    record Flow() implements Step {}

    /**
     * Send the visitor a Close frame, then end.
     *
     * @param code of the frame
     * @param text of the frame, ASCII, at most 123 characters
     * @param reason how the event names it
     */
    record Close(int code, String text, CompletionReason reason) implements Step {}

    /** End both sides as they are. */
    record End(CompletionReason reason) implements Step {}
  }

  private static final Step GO_ON = new Step.GoOn();

  /**
   * What is known of the messages under way when the backend is lost.
   *
   * @param closing whether either side has said that it ends the WebSocket
   * @param visitorWhole whether all that the next backend must get of the visitor's is kept
   * @param backendWhole whether the visitor has got no part of a message without the rest
   */
  public record Loss(boolean closing, boolean visitorWhole, boolean backendWhole) {}

  private State state = State.FLOWS;
  private int rejoins;

  /** Whether what comes from the visitor goes to a backend. */
  public boolean flows() {
    return state == State.FLOWS || state == State.MOVES;
  }

  /** Whether what comes from the backend goes to the visitor. */
  public boolean listens() {
    return flows() || state == State.PARTS;
  }

  /** Whether it holds the visitor as soon as it can. */
  public boolean moves() {
    return state == State.MOVES;
  }

  /** Whether it has been told goodbye. */
  public boolean parts() {
    return state == State.PARTS;
  }

  /** Whether there is no backend. */
  public boolean waits() {
    return state == State.WAITS;
  }

  /** Whether nothing more becomes of it. */
  public boolean isOver() {
    return state == State.OVER;
  }

  /** The backend's connection has ended, however. */
  public Step backendLost(Loss loss) {
    return switch (state) {
      case FLOWS, MOVES, PARTS -> lost(loss);
      case WAITS, OVER -> GO_ON;
    };
  }

  private Step lost(Loss loss) {
    if (loss.closing() && state != State.PARTS) {
      return end(CompletionReason.COMPLETED);
    }
    if (!loss.backendWhole()) {
      // The rest of the message would be taken from whatever came next.
      return end(CompletionReason.UPSTREAM_RESET);
    }
    if (!loss.visitorWhole()) {
      return close(
          SERVICE_RESTART,
          "The backend was lost within a large message, which must be sent again.",
          CompletionReason.UPSTREAM_RESET);
    }
    return rejoin();
  }

  private Step rejoin() {
    state = State.WAITS;
    rejoins++;
    return new Step.Rejoin(rejoins);
  }

  /** An edit has taken the endpoint away. */
  public Step endpointGone(boolean closing) {
    if (state != State.FLOWS || closing) {
      return GO_ON;
    }
    state = State.MOVES;
    return new Step.HoldVisitor();
  }

  /** Nothing of a message of the visitor's is under way. */
  public Step visitorIsBetweenMessages() {
    if (state != State.MOVES) {
      return GO_ON;
    }
    state = State.PARTS;
    return new Step.Part();
  }

  /** Moving or parting takes too long. */
  public Step timeIsUp(Loss loss) {
    return switch (state) {
      case MOVES, PARTS -> lost(loss);
      case FLOWS, WAITS, OVER -> GO_ON;
    };
  }

  /** The old backend has said goodbye, too. */
  public Step backendParted() {
    return state == State.PARTS ? rejoin() : GO_ON;
  }

  /** Another backend has agreed. */
  public Step rejoined() {
    if (state != State.WAITS) {
      return GO_ON;
    }
    state = State.FLOWS;
    return new Step.Flow();
  }

  /**
   * There will be no other backend.
   *
   * @param text for the visitor, as in {@link Step.Close}
   */
  public Step rejoinFailed(CompletionReason reason, String text) {
    if (state != State.WAITS) {
      return GO_ON;
    }
    boolean later = reason == CompletionReason.HOLD_EXPIRED || reason == CompletionReason.HOLD_FULL;
    return close(later ? TRY_AGAIN_LATER : SERVICE_RESTART, text, reason);
  }

  /** The visitor has said that it ends the WebSocket. */
  public Step visitorClosed() {
    return switch (state) {
      case PARTS, WAITS -> close(NORMAL, "", CompletionReason.COMPLETED);
      case FLOWS, MOVES, OVER -> GO_ON;
    };
  }

  /** The visitor's connection has ended. */
  public Step visitorLeft(boolean closing) {
    return state == State.OVER
        ? GO_ON
        : end(closing ? CompletionReason.COMPLETED : CompletionReason.CLIENT_ABORTED);
  }

  /** It must end: the workload or the gateway goes, or it was silent for too long. */
  public Step mustEnd(CompletionReason reason) {
    return switch (state) {
      case FLOWS, MOVES, PARTS -> end(reason);
      case WAITS ->
          close(GOING_AWAY, "The service ends here while no backend can be reached.", reason);
      case OVER -> GO_ON;
    };
  }

  private Step close(int code, String text, CompletionReason reason) {
    state = State.OVER;
    return new Step.Close(code, text, reason);
  }

  private Step end(CompletionReason reason) {
    state = State.OVER;
    return new Step.End(reason);
  }
}
