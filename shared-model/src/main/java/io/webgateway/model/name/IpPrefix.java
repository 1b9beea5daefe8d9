package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Parsed.Valid;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses, as in {@code 10.0.0.0/8} or {@code 400::/7} (RFC 4632 3.1, RFC 4291 2.3).
 *
 * @param address the first address of the block; bits after the prefix are zero
 * @param length how many leading bits are fixed: 0 to 32, or 0 to 128
 */
public record IpPrefix(InetAddress address, int length) {

  /**
   * Takes the first address of a block only.
   *
   * @throws IllegalArgumentException with fault and cure
   */
  public IpPrefix {
    problemOf(address, length)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** Reads {@code address/length}. */
  public static Parsed<IpPrefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new Invalid<>(
          Quoted.of(text) + " has no length; write a prefix such as 10.0.0.0/8 or 400::/7.");
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      return new Invalid<>(
          Quoted.of(text) + " has no proper length; write a prefix such as 10.0.0.0/8 or 400::/7.");
    }
    int length = Integer.parseInt(digits);
    return IpText.parse(text.substring(0, slash))
        .then(
            address ->
                problemOf(address, length)
                    .<Parsed<IpPrefix>>map(Invalid::new)
                    .orElseGet(() -> new Valid<>(new IpPrefix(address, length))));
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static IpPrefix of(String text) {
    return parse(text).orThrow();
  }

  /** What is wrong with a text as a prefix and what would be right; empty when it is good. */
  public static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }

  private static Optional<String> problemOf(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    String shown = "\"" + IpText.format(address) + "/" + length + "\"";
    if (length < 0 || length > bytes.length * 8) {
      return Optional.of(
          shown + " has a length outside 0 to " + bytes.length * 8 + "; shorten the prefix.");
    }
    for (int bit = length; bit < bytes.length * 8; bit++) {
      if (bitOf(bytes, bit) != 0) {
        String first = IpText.format(firstOf(bytes, length));
        return Optional.of(
            shown + " has bits after the prefix; write " + first + "/" + length + ".");
      }
    }
    return Optional.empty();
  }

  private static InetAddress firstOf(byte[] bytes, int length) {
    byte[] first = bytes.clone();
    for (int bit = length; bit < first.length * 8; bit++) {
      first[bit / 8] = (byte) (first[bit / 8] & ~(0x80 >> (bit % 8)));
    }
    return IpBytes.toAddress(first);
  }

  /** Whether an address lies in this block; an address of the other family never does. */
  public boolean contains(InetAddress other) {
    return contains(other.getAddress());
  }

  /**
   * Whether an address lies in this block.
   *
   * @param other 4 or 16 bytes in network order
   */
  public boolean contains(byte[] other) {
    byte[] own = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    int whole = length / 8;
    for (int i = 0; i < whole; i++) {
      if (own[i] != other[i]) {
        return false;
      }
    }
    int mask = (0xff00 >> (length % 8)) & 0xff;
    return mask == 0 || (own[whole] & mask) == (other[whole] & mask);
  }

  /** Whether every address of the other block lies in this one. */
  public boolean contains(IpPrefix other) {
    return length <= other.length && contains(other.address);
  }

  private static int bitOf(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1;
  }

  /** {@code address/length}; {@link #parse} reads it back. */
  @JsonValue
  @Override
  public String toString() {
    return IpText.format(address) + "/" + length;
  }
}
