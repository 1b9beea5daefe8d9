package io.webgateway.agent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.upgrade.Handover.Input;
import io.webgateway.agent.upgrade.Handover.Output;
import io.webgateway.agent.upgrade.Handover.Phase;
import io.webgateway.agent.upgrade.Handover.Step;
import io.webgateway.agent.upgrade.HandoverWorld.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandoverTest {
  private static final int SEEDS = 5_000;

  @Test
  void whateverHappensOneProcessHasTheStateAndOneServes() {
    int succeeded = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      succeeded += new HandoverWorld(seed, Handover::on).run() ? 1 : 0;
    }
    assertThat(succeeded).as("upgrades of %s that came about", SEEDS).isBetween(500, 4_500);
  }

  /** Ways to be wrong. */
  enum Broken {
    /** The state is opened while the successor may still have it. */
    OPENS_AT_ONCE,
    /** The successor may open the state before it is closed. */
    SAYS_CLOSED_TOO_EARLY,
    /** Nothing is taken from visitors any more after a failed crossing. */
    DOES_NOT_STEP_BACK,
    /** A successor that hangs is waited for for ever. */
    HAS_ALL_THE_TIME,
    /** This process leaves when the successor could serve, before it does. */
    LEAVES_WHEN_READY,
    /** The state that was closed is not opened again. */
    DOES_NOT_REOPEN
  }

  @ParameterizedTest
  @EnumSource
  void theSimulationCatchesWhatIsBroken(Broken broken) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS; seed++) {
                new HandoverWorld(seed, rules(broken)).run();
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  private static Rules rules(Broken broken) {
    return (handover, input) -> {
      Step right = handover.on(input);
      return switch (broken) {
        case OPENS_AT_ONCE ->
            right.outputs().contains(Output.END_SUCCESSOR)
                ? new Step(
                    new Handover(Phase.REOPENING, false, right.next().problem()),
                    List.of(Output.END_SUCCESSOR, Output.OPEN_STATE))
                : right;
        case SAYS_CLOSED_TOO_EARLY ->
            right.outputs().contains(Output.CLOSE_STATE)
                ? new Step(right.next(), List.of(Output.SAY_CLOSED, Output.CLOSE_STATE))
                : right;
        case DOES_NOT_STEP_BACK -> without(right, Output.STEP_BACK);
        case HAS_ALL_THE_TIME ->
            input instanceof Input.TimeIsUp ? new Step(handover, List.of()) : right;
        case LEAVES_WHEN_READY ->
            right.next().phase() == Phase.CROSSING
                ? new Step(
                    new Handover(Phase.LEAVING, false, ""),
                    List.of(Output.STEP_ASIDE, Output.LEAVE))
                : right;
        case DOES_NOT_REOPEN ->
            right.outputs().contains(Output.OPEN_STATE)
                ? new Step(new Handover(Phase.SERVING, false, ""), List.of(Output.REPORT))
                : right;
      };
    };
  }

  private static Step without(Step step, Output output) {
    return new Step(step.next(), step.outputs().stream().filter(each -> each != output).toList());
  }

  @Test
  void aLowerVersionIsRefusedUnlessForced() {
    Handover asked = Handover.SERVING.on(new Input.Asked(false)).next();
    Step refused = asked.on(new Input.Greeted("1.10.0", "1.9.0"));
    assertThat(refused.outputs()).containsExactly(Output.END_SUCCESSOR);
    assertThat(refused.next().problem()).contains("1.9.0 is lower than 1.10.0");
    assertThat(asked.on(new Input.Greeted("1.10.0", "1.10.0")).outputs())
        .containsExactly(Output.GIVE_SOCKETS);
    assertThat(asked.on(new Input.Greeted("1.10.0", "1.10.1")).outputs())
        .containsExactly(Output.GIVE_SOCKETS);
    Handover forced = Handover.SERVING.on(new Input.Asked(true)).next();
    assertThat(forced.on(new Input.Greeted("1.10.0", "1.9.0")).outputs())
        .containsExactly(Output.GIVE_SOCKETS);
  }

  @Test
  void aVersionThatCannotBeComparedMayFollowAny() {
    Handover asked = Handover.SERVING.on(new Input.Asked(false)).next();
    assertThat(asked.on(new Input.Greeted("2.0.0", "development")).outputs())
        .containsExactly(Output.GIVE_SOCKETS);
    assertThat(asked.on(new Input.Greeted("1.0.0-SNAPSHOT", "1.0.0")).outputs())
        .containsExactly(Output.GIVE_SOCKETS);
  }

  @Test
  void aSecondUpgradeIsNotBegunWhileOneIsUnderWay() {
    Handover asked = Handover.SERVING.on(new Input.Asked(false)).next();
    assertThat(asked.on(new Input.Asked(true))).isEqualTo(new Step(asked, List.of()));
  }

  @Test
  void theFirstProblemIsTheOneThatIsTold() {
    Handover failed =
        Handover.SERVING
            .on(new Input.Asked(false))
            .next()
            .on(new Input.Failed("it ended: exit code 70"))
            .next()
            .on(new Input.Failed("the other process has left"))
            .next();
    assertThat(failed.problem()).isEqualTo("it ended: exit code 70");
  }
}
