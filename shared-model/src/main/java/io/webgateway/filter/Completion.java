package io.webgateway.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What could stand where somebody writes: replace the characters from {@code from} to {@code to} by
 * one of the suggestions.
 *
 * @param from the first character to be replaced
 * @param to behind the last one
 * @param suggestions in the order in which to show them; at most 30
 */
public record Completion(int from, int to, List<Suggestion> suggestions) {
  private static final List<Suggestion> WORDS =
      List.of(
          new Suggestion("error", "answered with 500 or more, or did not end as it should"),
          new Suggestion("or", "one of both sides"),
          new Suggestion("not", "the opposite of what follows"));

  /** Copies the list. */
  public Completion {
    suggestions = List.copyOf(suggestions);
  }

  /**
   * One suggestion.
   *
   * @param text what to write
   * @param about what it means, for people
   */
  public record Suggestion(String text, String about) {}

  static Completion at(String text, int caret) {
    int start = caret;
    while (start > 0 && !isBefore(text.charAt(start - 1))) {
      start--;
    }
    if (start < caret && text.charAt(start) == '-') {
      start++;
    }
    String written = text.substring(start, caret);
    int colon = written.indexOf(':');
    return colon < 0 ? keys(start, caret, written) : values(start, caret, written, colon);
  }

  private static boolean isBefore(char c) {
    return Lexer.isBlank(c) || c == '(' || c == ')';
  }

  private static Completion keys(int start, int caret, String written) {
    List<Suggestion> found = new ArrayList<>();
    for (FilterKey key : FilterKey.values()) {
      addIfFits(found, new Suggestion(key.word() + ":", key.about()), written);
    }
    WORDS.forEach(word -> addIfFits(found, word, written));
    return new Completion(start, caret, found);
  }

  private static Completion values(int start, int caret, String written, int colon) {
    Optional<FilterKey> key = FilterKey.of(written.substring(0, colon));
    int from = Math.max(colon, written.lastIndexOf(',')) + 1;
    List<Suggestion> found = new ArrayList<>();
    key.ifPresent(
        known ->
            known.suggestions().forEach(value -> addIfFits(found, value, written.substring(from))));
    return new Completion(start + from, caret, found);
  }

  private static void addIfFits(List<Suggestion> found, Suggestion suggestion, String written) {
    if (suggestion.text().toLowerCase(Locale.ROOT).startsWith(written.toLowerCase(Locale.ROOT))) {
      found.add(suggestion);
    }
  }
}
