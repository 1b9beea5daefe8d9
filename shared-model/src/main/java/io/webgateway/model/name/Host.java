package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.util.Optional;

/** Where something is: an address, or a name that is looked up when it is needed. */
public sealed interface Host {

  /**
   * An IPv4 or IPv6 address. IPv4 inside IPv6 ({@code ::ffff:192.0.2.1}) becomes IPv4; zones are
   * not possible.
   *
   * @param address the address, without a host name
   */
  record Literal(InetAddress address) implements Host {
    @Override
    public String toString() {
      return IpText.format(address);
    }
  }

  /**
   * A DNS name.
   *
   * @param name the name
   */
  record Named(DnsName name) implements Host {
    @Override
    public String toString() {
      return name.value();
    }
  }

  /** The host as it is written: an address without brackets (RFC 5952), or a name. */
  @JsonValue
  @Override
  String toString();

  /**
   * Reads an address, with or without brackets round IPv6, or a DNS name. Other spellings of IPv4
   * (one number, octal, hexadecimal, fewer than four parts) are refused, never guessed.
   */
  static Parsed<Host> parse(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      String inner = text.substring(1, text.length() - 1);
      return inner.contains(":")
          ? IpText.parse(inner).map(Literal::new)
          : new Parsed.Invalid<>(
              Quoted.of(text) + " has brackets round something that is not IPv6; remove them.");
    }
    return IpText.looksLikeAddress(text)
        ? IpText.parse(text).map(Literal::new)
        : DnsName.parse(text).map(Named::new);
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Host of(String text) {
    return parse(text).orThrow();
  }

  /** What is wrong with a text as a host and what would be right; empty when it is good. */
  static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }
}
