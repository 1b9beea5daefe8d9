package io.webgateway.model.name;

/** What somebody wrote, in a form that is safe to repeat in a message or a log. */
final class Quoted {
  private static final int SHOWN_CHARS = 80;

  private Quoted() {}

  /** The text in quotation marks, at most 80 characters of it, control characters as {@code ?}. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(SHOWN_CHARS)
        .map(c -> Character.isISOControl(c) || isInvisible(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(text.length() > SHOWN_CHARS ? "…\"" : "\"").toString();
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
