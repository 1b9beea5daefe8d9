package io.webgateway.agent.cli;

/** The command was not called as it should be. */
final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String cure;

  Usage(String field, String fault, String cure) {
    super(fault);
    this.field = field;
    this.cure = cure;
  }

  /** The option or file that was wrong. */
  String field() {
    return field;
  }

  /** What would be right. */
  String cure() {
    return cure;
  }
}
