package io.webgateway.wire;

/** Text from outside that is not what it should be. Its message never repeats secret input. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * Makes one.
   *
   * @param pointer JSON pointer (RFC 6901) to what was wrong; empty for the whole
   * @param message what was wrong
   */
  public WireException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer to what was wrong; empty for the whole. */
  public String pointer() {
    return pointer;
  }
}
