package io.webgateway.agent.routing.balance;

import java.util.List;

/**
 * Consistent hashing by the highest score (rendezvous): every endpoint has a score for a key, and
 * the best of those that may be chosen gets it. No table: when an endpoint goes, only its own keys
 * move; one that comes takes no more than its share. Weighted as Schindelhauer and Schomaker have
 * it (2005): the least {@code -ln(hash) / weight}.
 */
final class Rendezvous {
  private Rendezvous() {}

  /** The place in a plan that is best for a key. */
  static int best(Plan plan, List<Member> all, long key) {
    return plan.wheel().isEqual() ? unweighted(plan, all, key) : weighted(plan, all, key);
  }

  private static int unweighted(Plan plan, List<Member> all, long key) {
    int best = 0;
    long score = -1;
    for (int i = 0; i < plan.size(); i++) {
      long mine = hash(all.get(plan.member(i)), key);
      if (mine > score) {
        best = i;
        score = mine;
      }
    }
    return best;
  }

  private static int weighted(Plan plan, List<Member> all, long key) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < plan.size(); i++) {
      double fraction = fraction(hash(all.get(plan.member(i)), key));
      int weight = plan.wheel().weight(i);
      // -ln x is never less than 1 - x, so most need no logarithm.
      if ((1 - fraction) / weight < least) {
        double mine = -Math.log(fraction) / weight;
        if (mine < least) {
          best = i;
          least = mine;
        }
      }
    }
    return best;
  }

  /** Never negative, so that hashes and their fractions have the same order. */
  private static long hash(Member member, long key) {
    return Hashes.mix(key ^ member.seed()) >>> 1;
  }

  /** Above 0 and below 1. */
  private static double fraction(long hash) {
    return ((hash >>> 11) + 0.5) * 0x1p-52;
  }
}
