package io.webgateway.model.ledger;

import java.util.Locale;
import java.util.Optional;

/** The closed set of record kinds; the lower-case name is the first segment of a record's key. */
public enum RecordKind {
  GENESIS(0),
  IDENTITY(1),
  GRANT(2),
  PROVIDER(1),
  NODE(1),
  POOL(1),
  NAME(1),
  DOMAIN(1),
  PORT(3),
  WORKLOAD(2),
  STATUS(3);

  private final int segments;

  RecordKind(int segments) {
    this.segments = segments;
  }

  /** How many segments follow the kind's word in a key. */
  public int segments() {
    return segments;
  }

  /** The word in keys and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<RecordKind> of(String word) {
    for (RecordKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
