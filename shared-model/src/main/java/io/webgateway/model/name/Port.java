package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * A TCP or UDP port that can be connected to.
 *
 * @param number 1 to 65535
 */
public record Port(@JsonValue int number) implements Comparable<Port> {

  /**
   * Takes 1 to 65535 only.
   *
   * @throws IllegalArgumentException with fault and cure
   */
  public Port {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(outside(String.valueOf(number)));
    }
  }

  /** Reads decimal digits without sign or leading zero. */
  public static Parsed<Port> parse(String text) {
    if (text.isEmpty()) {
      return new Parsed.Invalid<>("The port is missing; write a number from 1 to 65535.");
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new Parsed.Invalid<>(
          Quoted.of(text) + " is not a port; write a number from 1 to 65535.");
    }
    if (text.length() > 5 || Integer.parseInt(text) > 65_535 || Integer.parseInt(text) == 0) {
      return new Parsed.Invalid<>(outside(Quoted.of(text)));
    }
    if (text.startsWith("0")) {
      return new Parsed.Invalid<>(
          Quoted.of(text) + " has a leading zero; write " + Integer.parseInt(text) + ".");
    }
    return new Parsed.Valid<>(new Port(Integer.parseInt(text)));
  }

  /** What is wrong with a text as a port and what would be right; empty when it is good. */
  public static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }

  /** Makes one from a number; throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Port of(int number) {
    return new Port(number);
  }

  private static String outside(String shown) {
    return shown + " is outside the range of ports; write a number from 1 to 65535.";
  }

  @Override
  public int compareTo(Port other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
