package io.webgateway.agent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.upgrade.Handover.Input;
import io.webgateway.agent.upgrade.Handover.Output;
import io.webgateway.agent.upgrade.Handover.Phase;
import io.webgateway.agent.upgrade.Handover.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Two processes of a node and everything that can go wrong between them, by one seed: what is to be
 * done fails, the successor hangs, ends or is slow at any point, and what it says comes late.
 */
final class HandoverWorld {
  private static final int STEPS = 200;

  private final long seed;
  private final Random random;
  private final Rules rules;
  private final Deque<Input> coming = new ArrayDeque<>();
  private Handover handover = Handover.SERVING;
  private boolean stateIsOpen = true;
  private boolean accepts = true;
  private boolean reported;
  private boolean left;
  private boolean calm;
  private Successor successor = new Successor();

  /** What decides. */
  interface Rules {
    Step on(Handover handover, Input input);
  }

  private static final class Successor {
    private boolean there;
    private boolean ending;
    private boolean hangs;
    private boolean greeted;
    private boolean mayOpen;
    private boolean stateIsOpen;
    private boolean mayServe;
    private boolean serves;
  }

  HandoverWorld(long seed, Rules rules) {
    this.seed = seed;
    this.random = new Random(seed);
    this.rules = rules;
  }

  /** Whether the upgrade came about. */
  boolean run() {
    coming.add(new Input.Asked(random.nextBoolean()));
    for (int step = 0; step < STEPS; step++) {
      calm = step > STEPS / 2;
      happens();
      check();
    }
    boolean serving = handover.phase() == Phase.SERVING && stateIsOpen && accepts && reported;
    assertThat(serving || (handover.phase() == Phase.LEAVING && left))
        .as("seed %s ends with one who serves, and is in %s", seed, handover.phase())
        .isTrue();
    return left;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private boolean fails() {
    return !calm && chance(8);
  }

  private void happens() {
    if (!coming.isEmpty() && chance(70)) {
      decide(coming.poll());
    } else if (chance(5) || (calm && coming.isEmpty() && chance(20))) {
      decide(new Input.TimeIsUp());
    } else if (successor.there) {
      successorActs();
    }
  }

  private void successorActs() {
    if (successor.ending || (!successor.hangs && !left && fails())) {
      boolean wasAsked = successor.ending;
      successor = new Successor();
      coming.add(wasAsked ? new Input.Ended() : new Input.Failed("it ended"));
      coming.add(new Input.Ended());
      return;
    }
    successor.hangs |= !calm && chance(3);
    if (successor.hangs) {
      return;
    }
    if (!successor.greeted) {
      successor.greeted = true;
      coming.add(new Input.Greeted("1.0", "1.0"));
    } else if (successor.mayOpen && !successor.stateIsOpen) {
      successor.stateIsOpen = true;
      coming.add(new Input.Ready());
    } else if (successor.mayServe && !successor.serves) {
      successor.serves = true;
      coming.add(new Input.Serving());
    }
  }

  private void decide(Input input) {
    if (input instanceof Input.StateClosed) {
      stateIsOpen = false;
    }
    Step step = rules.on(handover, input);
    handover = step.next();
    for (Output output : step.outputs()) {
      carryOut(output);
      check();
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case START -> {
        successor.there = !fails();
        if (!successor.there) {
          coming.add(new Input.Failed("it could not be started"));
        }
      }
      case GIVE_SOCKETS -> orFail(new Input.SocketsGiven());
      case CLOSE_STATE -> coming.add(new Input.StateClosed());
      case SAY_CLOSED -> {
        successor.mayOpen = !failedToSay();
      }
      case STEP_ASIDE -> {
        accepts = false;
        successor.mayServe = !failedToSay();
      }
      case STEP_BACK -> accepts = true;
      case END_SUCCESSOR -> {
        successor.ending = true;
        if (!successor.there) {
          coming.add(new Input.Ended());
        }
      }
      case OPEN_STATE, OPEN_LATER -> {
        if (!fails()) {
          stateIsOpen = true;
        }
        coming.add(stateIsOpen ? new Input.StateOpened() : new Input.StateNotOpened("disk"));
      }
      case LEAVE -> {
        assertThat(successor.serves || !successor.there)
            .as("seed %s: the successor serves when this process leaves", seed)
            .isTrue();
        left = true;
      }
      case REPORT -> reported = true;
    }
  }

  private boolean failedToSay() {
    boolean failed = fails() || !successor.there;
    if (failed) {
      coming.add(new Input.Failed("it could not be told"));
    }
    return failed;
  }

  private void orFail(Input input) {
    coming.add(fails() ? new Input.Failed("it did not work") : input);
  }

  private void check() {
    assertThat(stateIsOpen && successor.stateIsOpen)
        .as("seed %s: both have the state open in %s", seed, handover.phase())
        .isFalse();
    assertThat(accepts || successor.serves || handover.phase() == Phase.CROSSING || left)
        .as("seed %s: somebody takes what visitors send in %s", seed, handover.phase())
        .isTrue();
  }
}
