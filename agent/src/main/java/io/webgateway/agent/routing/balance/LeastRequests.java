package io.webgateway.agent.routing.balance;

import java.util.List;

/**
 * The less busy of two that are drawn by weight. Two are enough to keep the busiest close to the
 * others (Mitzenmacher 2001), and unlike a look at all they do not send every event loop to the
 * same endpoint at once. Busy is what is under way for each unit of weight; among equally busy ones
 * the first draw counts, so idle endpoints share by weight.
 */
final class LeastRequests {
  private static final long LOWER_HALF = 0xffffffffL;

  private LeastRequests() {}

  static int pick(Plan plan, List<Member> all, long lot) {
    Wheel wheel = plan.wheel();
    int first = wheel.drawn(lot >>> 32);
    if (wheel.size() == 1) {
      return first;
    }
    int second = wheel.drawnBut(first, lot & LOWER_HALF);
    long firstBusy = (long) underWay(plan, all, first) * wheel.weight(second);
    long secondBusy = (long) underWay(plan, all, second) * wheel.weight(first);
    return secondBusy < firstBusy ? second : first;
  }

  private static int underWay(Plan plan, List<Member> all, int place) {
    return all.get(plan.member(place)).load().underWay();
  }
}
