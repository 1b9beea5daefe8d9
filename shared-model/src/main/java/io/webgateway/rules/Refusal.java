package io.webgateway.rules;

/**
 * One thing that stands against a record.
 *
 * @param category what sort of refusal it is; decides the API's status and the CLI's exit code
 * @param code a stable word for programs, such as {@code name-taken}
 * @param pointer JSON pointer (RFC 6901) into the record's payload; empty for the whole
 * @param fault what was wrong
 * @param cure what would be right
 */
public record Refusal(Category category, String code, String pointer, String fault, String cure) {

  /** Sorts of refusal. */
  public enum Category {
    /** The content is wrong, whoever sends it and whenever. */
    INVALID,
    /** Somebody else was first, or the sender saw an older state. */
    CONFLICT,
    /** This signer may not. */
    NOT_ALLOWED
  }

  /** Wrong content. */
  public static Refusal invalid(String code, String pointer, String fault, String cure) {
    return new Refusal(Category.INVALID, code, pointer, fault, cure);
  }

  /** A conflict with what is there. */
  public static Refusal conflict(String code, String pointer, String fault, String cure) {
    return new Refusal(Category.CONFLICT, code, pointer, fault, cure);
  }

  /** A missing right. */
  public static Refusal notAllowed(String code, String pointer, String fault, String cure) {
    return new Refusal(Category.NOT_ALLOWED, code, pointer, fault, cure);
  }
}
