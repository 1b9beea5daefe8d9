package io.webgateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * A refusal as the management API tells it (RFC 9457, {@code application/problem+json}); screens
 * and the command line show it as it is.
 *
 * @param type {@code urn:webgateway:problem:<code>}
 * @param title what sort of problem it is
 * @param status the HTTP status
 * @param detail what was wrong with this call
 * @param errors each fault: where, what, and what would be right
 */
public record ProblemDocument(
    String type, String title, int status, String detail, List<FieldError> errors) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** What every type starts with. */
  public static final String TYPE_PREFIX = "urn:webgateway:problem:";

  /** Copies the list. */
  public ProblemDocument {
    errors = List.copyOf(errors);
  }

  /**
   * One fault.
   *
   * @param pointer JSON pointer (RFC 6901) to it; empty for the whole
   * @param code a stable word for programs
   * @param fault what was wrong
   * @param cure what would be right
   */
  public record FieldError(String pointer, String code, String fault, String cure) {}

  /** A problem with one fault. */
  public static ProblemDocument of(
      int status, String code, String title, String pointer, String fault, String cure) {
    return new ProblemDocument(
        TYPE_PREFIX + code,
        title,
        status,
        fault,
        List.of(new FieldError(pointer, code, fault, cure)));
  }

  /** The code at the end of the type. */
  public Optional<String> code() {
    return type.startsWith(TYPE_PREFIX)
        ? Optional.of(type.substring(TYPE_PREFIX.length()))
        : Optional.empty();
  }
}
