package io.webgateway.rules;

import java.util.List;

/** What the rules say of a record. */
public sealed interface Verdict {

  /** It may follow what is there. */
  record Accepted() implements Verdict {}

  /** It is already there; sending it again changes nothing. */
  record Unchanged() implements Verdict {}

  /**
   * It may not.
   *
   * @param refusals everything that stands against it; at least one
   */
  record Refused(List<Refusal> refusals) implements Verdict {
    /** Copies the list. */
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /** Accepted when nothing stands against it. */
  static Verdict of(List<Refusal> refusals) {
    return refusals.isEmpty() ? new Accepted() : new Refused(refusals);
  }
}
