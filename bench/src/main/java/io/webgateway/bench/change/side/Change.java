package io.webgateway.bench.change.side;

import java.util.Locale;

/** The kinds of changes. */
public enum Change {
  /** A live edit of what is published, or of the peer's configuration, that should end nothing. */
  EDITS,

  /** The backend comes to other ports. */
  MOVES,

  /** The program is replaced by a new process. */
  UPGRADES,

  /** The same, and the new process fails. */
  FAILED_UPGRADES,

  /** New work is sent elsewhere or away for a while, and let in again. */
  DRAINS;

  /** As it is written in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
