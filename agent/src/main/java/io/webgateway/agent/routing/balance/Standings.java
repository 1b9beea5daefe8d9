package io.webgateway.agent.routing.balance;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of all endpoints of a cluster at one moment, by their text. Immutable; two are the
 * same when they are one object, which is what makes it cheap to see that nothing has changed.
 */
final class Standings {
  static final Standings NONE = new Standings(Map.of(), 0);

  private final Map<String, Standing> byText;
  private final long number;

  private Standings(Map<String, Standing> byText, long number) {
    this.byText = Map.copyOf(byText);
    this.number = number;
  }

  /** How many came before. */
  long number() {
    return number;
  }

  Standing of(String text, long nowNanos) {
    Standing known = byText.get(text);
    return known == null ? Standing.unknown(nowNanos) : known;
  }

  boolean knows(String text) {
    return byText.containsKey(text);
  }

  Standings with(String text, Standing standing) {
    Map<String, Standing> next = new HashMap<>(byText);
    next.put(text, standing);
    return new Standings(next, number + 1);
  }

  /** Of these alone; those that are new are unknown. */
  Standings only(Set<String> texts, long nowNanos) {
    Map<String, Standing> next = new HashMap<>();
    texts.forEach(text -> next.put(text, of(text, nowNanos)));
    return new Standings(next, number + 1);
  }

  @Override
  public String toString() {
    return byText.toString();
  }
}
