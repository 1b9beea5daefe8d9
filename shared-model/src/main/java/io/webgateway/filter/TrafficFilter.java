package io.webgateway.filter;

import io.webgateway.model.traffic.TrafficEvent;

/**
 * Which traffic somebody wants to see. Immutable; any thread.
 *
 * <pre>
 * host:blog.gw.example method:POST status:>=500
 * </pre>
 */
public final class TrafficFilter {
  private static final TrafficFilter EVERYTHING = new TrafficFilter("");

  private final String text;

  private TrafficFilter(String text) {
    this.text = text;
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
    return new Parsed(new TrafficFilter(text.strip()));
  }

  /** Whether an event is wanted. */
  public boolean matches(TrafficEvent event) {
    return text.isEmpty() || event.durationNanos() >= 0;
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
