package io.webgateway.agent.routing.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.routing.resume.ResumableStream.Allowed;
import io.webgateway.agent.routing.resume.ResumableStream.Standing;
import io.webgateway.agent.routing.resume.ResumeStep.Why;
import io.webgateway.agent.routing.resume.StreamSimulation.Outcome;
import io.webgateway.agent.routing.resume.StreamSimulation.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever visitor and backends do, each backend gets the bytes that it should, and no other. */
class ResumableStreamSimulationTest {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int SEEDS = ALL ? 1_000_000 : 20_000;
  private static final int SEEDS_FOR_A_CANARY = 5_000;
  private static final int STEPS = 120;

  @Test
  @Timeout(600)
  void everyBackendGetsTheBytesThatItShould() {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    int losses = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      StreamSimulation simulation = simulation(seed, Sound::new);
      outcomes.merge(run(seed, simulation), 1, Integer::sum);
      losses += simulation.losses();
    }
    assertThat(outcomes).containsOnlyKeys(Outcome.values());
    assertThat(losses).as("many go on more than once").isGreaterThan(SEEDS);
  }

  private static StreamSimulation simulation(long seed, IntFunction<Subject> maker) {
    return new StreamSimulation(seed, maker);
  }

  private static Outcome run(long seed, StreamSimulation simulation) {
    try {
      return simulation.run(STEPS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** Machines and shells that are wrong in one way each. */
  static Stream<Wrong> wrongOnes() {
    return Stream.of(
        new Wrong(
            "sends again what was handed over",
            new Twist() {
              @Override
              public long continuesAt(long handed) {
                return Math.max(0, handed - 1);
              }
            }),
        new Wrong(
            "skips a byte",
            new Twist() {
              @Override
              public long continuesAt(long handed) {
                return handed == 0 ? 0 : handed + 1;
              }
            }),
        new Wrong(
            "forgets to replay",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.Send ? new ResumeStep.Send(0) : said;
              }
            }),
        new Wrong(
            "replays too much",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.Send(int bytes)
                    ? new ResumeStep.Send(bytes + 1)
                    : said;
              }
            }),
        new Wrong(
            "resumes what may not be",
            new Twist() {
              @Override
              public Allowed told(Allowed allowed) {
                return new Allowed(allowed.waits(), true);
              }
            }),
        new Wrong(
            "waits where nobody should",
            new Twist() {
              @Override
              public Allowed told(Allowed allowed) {
                return new Allowed(true, allowed.resumes());
              }
            }),
        new Wrong(
            "does not wait",
            new Twist() {
              @Override
              public Allowed told(Allowed allowed) {
                return new Allowed(false, false);
              }
            }),
        new Wrong(
            "passes on the end of one that is gone",
            new Twist() {
              @Override
              public Standing told(Standing standing) {
                return Standing.STANDS;
              }
            }),
        new Wrong(
            "takes every end for a loss",
            new Twist() {
              @Override
              public Standing told(Standing standing) {
                return Standing.GONE;
              }
            }),
        new Wrong(
            "goes on for ever",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.GiveUp(Why why) && why == Why.FRUITLESS
                    ? new ResumeStep.Seek(false)
                    : said;
              }
            }),
        new Wrong(
            "gives up at once",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.Seek ? new ResumeStep.GiveUp(Why.LOST) : said;
              }
            }),
        new Wrong(
            "begins the wait anew with each try",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.Seek ? new ResumeStep.Seek(false) : said;
              }
            }),
        new Wrong(
            "does not ask",
            new Twist() {
              @Override
              public ResumeStep step(ResumeStep said) {
                return said instanceof ResumeStep.Ask ? new ResumeStep.Seek(false) : said;
              }
            }),
        new Wrong(
            "does not count what was handed over",
            new Twist() {
              @Override
              public long told(long handed) {
                return 0;
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("wrongOnes")
  void aWrongOneIsFoundOut(Wrong wrong) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS_FOR_A_CANARY; seed++) {
                run(seed, simulation(seed, mayReplay -> new Twisted(mayReplay, wrong.twist())));
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  /** Without any fault. */
  record Sound(ResumableStream stream) implements Subject {
    Sound(int mayReplay) {
      this(new ResumableStream(mayReplay));
    }
  }

  /** What is wrong. */
  interface Twist {
    default ResumeStep step(ResumeStep said) {
      return said;
    }

    default long continuesAt(long handed) {
      return handed;
    }

    default Standing told(Standing standing) {
      return standing;
    }

    default Allowed told(Allowed allowed) {
      return allowed;
    }

    default long told(long handed) {
      return handed;
    }
  }

  /** One wrong way. */
  record Wrong(String name, Twist twist) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A machine with a twist. */
  record Twisted(ResumableStream stream, Twist twist) implements Subject {
    Twisted(int mayReplay, Twist twist) {
      this(new ResumableStream(mayReplay), twist);
    }

    @Override
    public ResumeStep step(ResumeStep said) {
      return twist.step(said);
    }

    @Override
    public long continuesAt(long handed) {
      return twist.continuesAt(handed);
    }

    @Override
    public Standing told(Standing standing) {
      return twist.told(standing);
    }

    @Override
    public Allowed told(Allowed allowed) {
      return twist.told(allowed);
    }

    @Override
    public long told(long handed) {
      return twist.told(handed);
    }
  }
}
