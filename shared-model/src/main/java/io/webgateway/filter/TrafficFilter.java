package io.webgateway.filter;

import io.webgateway.model.traffic.TrafficEvent;
import java.util.List;

/**
 * Which traffic somebody wants to see. Immutable; any thread.
 *
 * <pre>
 * host:blog.gw.example method:POST,PUT status:>=500
 * workload:blog (status:5xx or duration:>2s) -path:/health
 * </pre>
 *
 * Terms side by side must all fit; {@code or} is either, {@code not} or {@code -} is the opposite,
 * brackets group. Values after a key may be several with commas between: one must fit. In quotation
 * marks every character means itself. A word without a key is looked for in host and path. {@code
 * docs/traffic-filter.md} lists all keys.
 */
public final class TrafficFilter {
  /** The longest text that is read, in characters. */
  public static final int MAX_LENGTH = 1_024;

  private static final TrafficFilter EVERYTHING =
      new TrafficFilter("", new Expression.All(List.of()));

  private final String text;
  private final Expression expression;

  private TrafficFilter(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /** What became of reading a filter. */
  public sealed interface Outcome {}

  /** The text is a filter. */
  public record Parsed(TrafficFilter filter) implements Outcome {}

  /**
   * The text is none.
   *
   * @param position where the fault is: a count of characters from 0
   * @param length how many characters are at fault; 0 when something is missing there
   * @param fault what was wrong
   * @param cure what would be right
   */
  public record Invalid(int position, int length, String fault, String cure) implements Outcome {}

  /** Wants everything. */
  public static TrafficFilter everything() {
    return EVERYTHING;
  }

  /** Reads a filter; blank text wants everything. */
  public static Outcome parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new Invalid(
          MAX_LENGTH,
          text.length() - MAX_LENGTH,
          "The filter is longer than " + MAX_LENGTH + " characters",
          "Write a shorter one");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && !Lexer.isBlank(text.charAt(i))) {
        return new Invalid(i, 1, "A control character stands here", "Leave it out");
      }
    }
    try {
      return new Parsed(new TrafficFilter(text.strip(), Parser.parse(text)));
    } catch (FilterFault e) {
      return e.invalid();
    }
  }

  /**
   * What could be written where the caret is.
   *
   * @param text the filter so far; need not be right
   * @param caret a count of characters from 0
   */
  public static Completion complete(String text, int caret) {
    return Completion.at(text, Math.clamp(caret, 0, text.length()));
  }

  /** Whether an event is wanted. */
  public boolean matches(TrafficEvent event) {
    return expression.matches(event);
  }

  /** The text that was read, without blanks around it. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
