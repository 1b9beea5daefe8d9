package io.webgateway.console.desktop.identities;

/**
 * An identity whose keys are on this machine.
 *
 * @param name what it is called here
 * @param state what its file is like
 * @param fault why it cannot be read; empty when it can
 */
record IdentityEntry(String name, State state, String fault) {

  /** What a file is like. */
  enum State {
    /** A passphrase is needed. */
    ENCRYPTED,
    /** Whoever can read the file can sign. */
    IN_CLEAR,
    /** It cannot be read. */
    DAMAGED
  }

  // Choice boxes show it.
  @Override
  public String toString() {
    return name;
  }
}
