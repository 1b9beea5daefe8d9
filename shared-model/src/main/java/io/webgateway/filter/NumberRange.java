package io.webgateway.filter;

import io.webgateway.filter.Token.Item;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Numbers from one to another.
 *
 * @param least the smallest
 * @param most the largest
 */
record NumberRange(long least, long most) {

  boolean contains(long number) {
    return number >= least && number <= most;
  }

  /**
   * Reads {@code >=4}, {@code >4}, {@code <=4}, {@code <4}, {@code =4}, {@code 4-9} or {@code 4}.
   *
   * @param read reads one number; empty when it is none
   * @param needs what numbers look like, for people: a whole sentence
   */
  static NumberRange parse(Item item, Function<String, OptionalLong> read, String needs) {
    String text = item.text();
    int operator = text.startsWith(">=") || text.startsWith("<=") ? 2 : 1;
    return switch (text.charAt(0)) {
      case '>' -> {
        long bound = number(item, text.substring(operator), read, needs);
        yield new NumberRange(operator == 2 ? bound : bound + 1, Long.MAX_VALUE);
      }
      case '<' -> {
        long bound = number(item, text.substring(operator), read, needs);
        yield new NumberRange(0, operator == 2 ? bound : bound - 1);
      }
      case '=' -> {
        long exact = number(item, text.substring(1), read, needs);
        yield new NumberRange(exact, exact);
      }
      default -> plain(item, read, needs);
    };
  }

  private static NumberRange plain(Item item, Function<String, OptionalLong> read, String needs) {
    String text = item.text();
    int hyphen = text.indexOf('-');
    long least = number(item, hyphen < 0 ? text : text.substring(0, hyphen), read, needs);
    long most = hyphen < 0 ? least : number(item, text.substring(hyphen + 1), read, needs);
    if (most < least) {
      throw item.fault("The range \"" + text + "\" ends before it begins", "Turn it around");
    }
    return new NumberRange(least, most);
  }

  private static long number(
      Item item, String text, Function<String, OptionalLong> read, String needs) {
    return read.apply(text)
        .orElseThrow(
            () -> item.fault("\"" + item.text() + "\" is not understood as a number", needs));
  }
}
