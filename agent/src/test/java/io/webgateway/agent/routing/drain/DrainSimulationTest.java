package io.webgateway.agent.routing.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drains of guests who leave when they were asked, or stay, as chance wants; some are called off. A
 * book beside it holds each step against what a drain promises, and has to catch broken ones.
 */
class DrainSimulationTest {
  private static final int SEEDS = 500;

  /** A course, or one that is broken. */
  interface Course {
    DrainCourse.Step<Integer> at(long elapsedMillis);

    void found(Present left);

    void end();

    DrainPhase phase();
  }

  private static Course sound(DrainTerms terms, List<Integer> present, long seed) {
    DrainCourse<Integer> course = new DrainCourse<>(terms, present, new SplittableRandom(seed));
    return new Course() {
      @Override
      public DrainCourse.Step<Integer> at(long elapsedMillis) {
        return course.at(elapsedMillis);
      }

      @Override
      public void found(Present left) {
        course.found(left);
      }

      @Override
      public void end() {
        course.end();
      }

      @Override
      public DrainPhase phase() {
        return course.phase();
      }
    };
  }

  /** What is wrong with a course. */
  enum Mutant {
    ASKS_ALL_AT_ONCE,
    ASKS_NOBODY_BEFORE_THE_SPAN_IS_OVER,
    FORGETS_ONE,
    ASKS_TWICE,
    ASKS_IN_ORDER,
    CUTS_EARLY,
    CUTS_NEVER,
    CUTS_AGAIN,
    GOES_ON_AFTER_ITS_END;

    Course course(DrainTerms terms, List<Integer> present, long seed) {
      Course sound = sound(terms, present, seed);
      return new Course() {
        private boolean ended;
        private boolean cut;

        @Override
        public DrainCourse.Step<Integer> at(long elapsedMillis) {
          DrainCourse.Step<Integer> step = sound.at(altered(elapsedMillis));
          boolean again = cut;
          cut |= step.cut();
          return switch (Mutant.this) {
            case FORGETS_ONE -> new DrainCourse.Step<>(without(step.ask()), step.cut());
            case ASKS_TWICE -> new DrainCourse.Step<>(twice(step.ask()), step.cut());
            case ASKS_IN_ORDER ->
                new DrainCourse.Step<>(step.ask().stream().sorted().toList(), step.cut());
            case CUTS_NEVER -> new DrainCourse.Step<>(step.ask(), false);
            case CUTS_AGAIN -> new DrainCourse.Step<>(step.ask(), step.cut() || again);
            case ASKS_ALL_AT_ONCE,
                ASKS_NOBODY_BEFORE_THE_SPAN_IS_OVER,
                CUTS_EARLY,
                GOES_ON_AFTER_ITS_END ->
                step;
          };
        }

        private long altered(long elapsedMillis) {
          return switch (Mutant.this) {
            case ASKS_ALL_AT_ONCE -> Math.max(elapsedMillis, terms.jitterMillis());
            case ASKS_NOBODY_BEFORE_THE_SPAN_IS_OVER ->
                elapsedMillis < terms.jitterMillis() ? 0 : elapsedMillis;
            case CUTS_EARLY -> elapsedMillis * 2;
            default -> elapsedMillis;
          };
        }

        private List<Integer> without(List<Integer> asked) {
          return asked.stream().filter(guest -> guest != 0).toList();
        }

        private List<Integer> twice(List<Integer> asked) {
          List<Integer> all = new ArrayList<>(asked);
          asked.stream().limit(1).forEach(all::add);
          return all;
        }

        @Override
        public void found(Present left) {
          sound.found(left);
        }

        @Override
        public void end() {
          ended = true;
          if (Mutant.this != GOES_ON_AFTER_ITS_END) {
            sound.end();
          }
          assertThat(ended).isTrue();
        }

        @Override
        public DrainPhase phase() {
          return sound.phase();
        }
      };
    }
  }

  private interface Maker {
    Course make(DrainTerms terms, List<Integer> present, long seed);
  }

  /** One drain, and what it promised. */
  private static final class World {
    private final Random chance;
    private final DrainTerms terms;
    private final int guests;
    private final Course course;
    private final Set<Integer> asked = new HashSet<>();
    private final List<Integer> order = new ArrayList<>();
    private final Set<Integer> left = new HashSet<>();
    private boolean ended;
    private int cuts;

    World(Maker maker, long seed) {
      chance = new Random(seed);
      long limit = chance.nextLong(100, 60_000);
      terms = new DrainTerms(limit, chance.nextInt(4) == 0 ? 0 : chance.nextLong(limit + 1));
      guests = chance.nextInt(60);
      List<Integer> present = IntStream.range(0, guests).boxed().toList();
      left.addAll(present);
      course = maker.make(terms, present, seed);
    }

    void play() {
      long now = 0;
      boolean calledOff = chance.nextInt(4) == 0;
      boolean stubborn = chance.nextBoolean();
      while (now < terms.limitMillis() + 1_000) {
        step(now);
        left.removeIf(guest -> asked.contains(guest) && !stubborn && chance.nextInt(3) == 0);
        course.found(new Present(left.size(), 0, 0, 0));
        checkPhase();
        if (calledOff && !ended && chance.nextInt(20) == 0) {
          ended = true;
          course.end();
        }
        now += 1 + chance.nextInt(100);
      }
      if (!ended) {
        assertThat(asked).as("everybody is asked").hasSize(guests);
        assertThat(cuts).as("what is left is cut").isEqualTo(left.isEmpty() ? cuts : 1);
      }
    }

    private void step(long now) {
      boolean wasLeft = !left.isEmpty();
      DrainCourse.Step<Integer> step = course.at(now);
      if (ended) {
        assertThat(step.ask()).as("nobody is asked any more").isEmpty();
        assertThat(step.cut()).as("nothing is cut any more").isFalse();
      }
      for (Integer guest : step.ask()) {
        assertThat(asked.add(guest)).as("nobody is asked twice").isTrue();
        order.add(guest);
      }
      if (step.cut()) {
        cuts++;
        assertThat(now).as("nothing is cut early").isGreaterThanOrEqualTo(terms.limitMillis());
        assertThat(wasLeft || guests == 0).as("what is empty is not cut").isTrue();
      }
      assertThat(cuts).as("it is cut once").isLessThanOrEqualTo(1);
      if (!ended && now < terms.jitterMillis()) {
        double even = (double) guests * now / terms.jitterMillis();
        assertThat((double) asked.size()).as("an even pace").isBetween(even - 1, even + 1);
      }
    }

    private void checkPhase() {
      DrainPhase phase = course.phase();
      assertThat(phase == DrainPhase.CUT).isEqualTo(cuts > 0);
      if (phase == DrainPhase.EMPTY) {
        assertThat(left).isEmpty();
      }
      if (phase == DrainPhase.ASKING) {
        assertThat(asked.size()).isLessThan(guests);
      }
    }
  }

  private static void simulate(Maker maker) {
    long inOrder = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(maker, seed);
      try {
        world.play();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      if (world.order.size() > 5 && world.order.equals(world.order.stream().sorted().toList())) {
        inOrder++;
      }
    }
    assertThat(inOrder).as("drains that ask in the order of coming").isLessThan(SEEDS / 100);
  }

  @Test
  void aDrainAsksEverybodyOnceAtAnEvenPaceAndCutsOnceAtTheLimit() {
    simulate(DrainSimulationTest::sound);
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenCourseIsCaught(Mutant mutant) {
    assertThatThrownBy(() -> simulate(mutant::course)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theSameChanceAsksInTheSameOrder() {
    DrainTerms terms = new DrainTerms(1_000, 0);
    List<Integer> present = IntStream.range(0, 100).boxed().toList();
    assertThat(sound(terms, present, 7).at(0).ask())
        .isEqualTo(sound(terms, present, 7).at(0).ask())
        .isNotEqualTo(sound(terms, present, 8).at(0).ask());
  }

  @Test
  void termsThatAreNotSaidFollowFromTheLimit() {
    assertThat(DrainTerms.of(OptionalLong.empty(), OptionalLong.empty()))
        .isEqualTo(new DrainTerms(60_000, 10_000));
    assertThat(DrainTerms.of(OptionalLong.of(4_000), OptionalLong.empty()))
        .isEqualTo(new DrainTerms(4_000, 2_000));
    assertThatThrownBy(() -> new DrainTerms(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DrainTerms(10, 11)).isInstanceOf(IllegalArgumentException.class);
  }
}
