package io.webgateway.model.ledger;

import java.util.Locale;
import java.util.Optional;

/** The closed set of record kinds; the lower-case name is the first segment of a record's key. */
public enum RecordKind {
  GENESIS,
  IDENTITY,
  GRANT,
  PROVIDER,
  NODE,
  POOL,
  NAME,
  DOMAIN,
  PORT,
  WORKLOAD,
  STATUS;

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
