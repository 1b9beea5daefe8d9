package io.webgateway.agent.routing.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One drain from its begin: decides who is asked to leave when, and when what is left is cut. Those
 * who are there at the begin are asked once each, in an order of chance and at an even pace over
 * the span of the jitter; nobody is asked after the drain was ended. Whoever comes later is told by
 * the way he came in. No clocks and no chance of its own; one thread.
 *
 * @param <T> who can be asked
 */
public final class DrainCourse<T> {
  private final DrainTerms terms;
  private final List<T> order;
  private int asked;
  private boolean cut;
  private boolean empty;
  private boolean ended;

  /**
   * What is to be done now.
   *
   * @param ask who is asked to leave
   * @param cut whether what is left is cut
   */
  public record Step<T>(List<T> ask, boolean cut) {
    /** Copies the list. */
    public Step {
      ask = List.copyOf(ask);
    }
  }

  /**
   * A drain that begins.
   *
   * @param present who is there
   * @param chance decides on the order
   */
  public DrainCourse(DrainTerms terms, List<T> present, RandomGenerator chance) {
    this.terms = terms;
    this.order = shuffled(present, chance);
  }

  private static <T> List<T> shuffled(List<T> present, RandomGenerator chance) {
    List<T> order = new ArrayList<>(present);
    for (int i = order.size() - 1; i > 0; i--) {
      int other = chance.nextInt(i + 1);
      T swapped = order.get(i);
      order.set(i, order.get(other));
      order.set(other, swapped);
    }
    return order;
  }

  /** What is to be done after some time; later times only. */
  public Step<T> at(long elapsedMillis) {
    if (ended) {
      return new Step<>(List.of(), false);
    }
    int due = due(elapsedMillis);
    List<T> ask = due > asked ? order.subList(asked, due) : List.of();
    Step<T> step = new Step<>(ask, !cut && !empty && elapsedMillis >= terms.limitMillis());
    asked = Math.max(asked, due);
    cut |= step.cut();
    return step;
  }

  /** The first is asked at once, the last when the span ends. */
  private int due(long elapsedMillis) {
    int all = order.size();
    if (elapsedMillis >= terms.jitterMillis()) {
      return all;
    }
    return (int) Math.min(all, 1 + all * Math.max(0, elapsedMillis) / terms.jitterMillis());
  }

  /** Somebody has counted what is left, after everybody had been asked or before. */
  public void found(Present left) {
    empty = !cut && allAsked() && left.nothingIsThere();
  }

  private boolean allAsked() {
    return asked == order.size();
  }

  /** The drain is called off: nobody else is asked, and nothing is cut. */
  public void end() {
    ended = true;
  }

  /** How far it has come. */
  public DrainPhase phase() {
    if (cut) {
      return DrainPhase.CUT;
    } else if (!allAsked()) {
      return DrainPhase.ASKING;
    }
    return empty ? DrainPhase.EMPTY : DrainPhase.WAITING;
  }
}
