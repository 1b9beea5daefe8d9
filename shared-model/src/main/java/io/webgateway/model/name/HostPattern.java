package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * Which host names are meant: one, or all that have exactly one label more than a base name, as in
 * certificates (RFC 9525 6.3).
 *
 * @param wildcard whether it stands for the names one label below {@code name}, and not for {@code
 *     name} itself
 * @param name the host name, or the base of the wildcard
 */
public record HostPattern(boolean wildcard, DnsName name) implements Comparable<HostPattern> {
  private static final String PREFIX = "*.";

  /** Reads {@code www.example.com} or {@code *.example.com}. */
  public static Parsed<HostPattern> parse(String text) {
    boolean wildcard = text.startsWith(PREFIX);
    String base = wildcard ? text.substring(PREFIX.length()) : text;
    if (base.contains("*")) {
      return new Parsed.Invalid<>(
          Quoted.of(text)
              + " has a star in a place where none is possible;"
              + " write it as the whole first label, as in *.example.com.");
    }
    if (wildcard && base.length() > DnsName.MAX_LENGTH - PREFIX.length()) {
      return new Parsed.Invalid<>(
          Quoted.of(text) + " leaves no room for a label before it; shorten the name.");
    }
    return DnsName.parse(base).map(name -> new HostPattern(wildcard, name));
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static HostPattern of(String text) {
    return parse(text).orThrow();
  }

  /** What is wrong with a text as a host pattern and what would be right; empty when good. */
  public static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }

  /** The pattern that means one name only. */
  public static HostPattern exactly(DnsName name) {
    return new HostPattern(false, name);
  }

  /** Whether a host is meant by this pattern; a star stands for exactly one label. */
  public boolean covers(DnsName host) {
    if (!wildcard) {
      return host.equals(name);
    }
    int dot = host.value().indexOf('.');
    return dot > 0 && host.value().substring(dot + 1).equals(name.value());
  }

  /** Whether every host that the other means is meant by this one too. */
  public boolean covers(HostPattern other) {
    return other.wildcard ? equals(other) : covers(other.name);
  }

  @Override
  public int compareTo(HostPattern other) {
    return toString().compareTo(other.toString());
  }

  /** {@code www.example.com} or {@code *.example.com}; {@link #parse} reads it back. */
  @JsonValue
  @Override
  public String toString() {
    return wildcard ? PREFIX + name.value() : name.value();
  }
}
