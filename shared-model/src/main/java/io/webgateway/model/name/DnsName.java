package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Parsed.Valid;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host name in the one form that is compared everywhere: lower case, A-labels, no trailing dot
 * (RFC 1035 2.3.4, RFC 1123 2.1, RFC 5890 2.3). Never an address, never a wildcard, never one with
 * an underscore.
 *
 * @param value the name, at most 253 characters, labels of 1 to 63
 */
public record DnsName(@JsonValue String value) implements Comparable<DnsName> {
  /** The longest name in characters, without the trailing dot. */
  public static final int MAX_LENGTH = 253;

  /** The longest label in characters. */
  public static final int MAX_LABEL_LENGTH = 63;

  /**
   * Takes the canonical form only; use {@link #parse} for what people write.
   *
   * @throws IllegalArgumentException with fault and cure
   */
  public DnsName {
    problemOfCanonical(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /**
   * Reads what people write: any case, one trailing dot, U-labels (converted to A-labels by IDNA
   * 2003 as in {@link IDN}).
   */
  public static Parsed<DnsName> parse(String text) {
    String ascii = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (text.chars().anyMatch(c -> c > 0x7e)) {
      if (ascii.length() > MAX_LENGTH) {
        return new Invalid<>(tooLong(text));
      }
      try {
        ascii = IDN.toASCII(ascii, IDN.USE_STD3_ASCII_RULES);
      } catch (IllegalArgumentException e) {
        return new Invalid<>(
            Quoted.of(text) + " cannot be written as a DNS name: " + reasonOf(e) + ".");
      }
    }
    String canonical = ascii.toLowerCase(Locale.ROOT);
    return problemOfCanonical(canonical)
        .<Parsed<DnsName>>map(Invalid::new)
        .orElseGet(() -> new Valid<>(new DnsName(canonical)));
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DnsName of(String text) {
    return parse(text).orThrow();
  }

  /** What is wrong with a text as a DNS name and what would be right; empty when it is good. */
  public static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }

  /** The labels from left to right; at least one. */
  public List<String> labels() {
    return List.of(value.split("\\.", -1));
  }

  /** The name without its leftmost label, or empty for a single label. */
  public Optional<DnsName> parent() {
    int dot = value.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(new DnsName(value.substring(dot + 1)));
  }

  /** Whether this name lies below the other, at a dot; a name is not below itself. */
  public boolean isBelow(DnsName other) {
    return value.endsWith("." + other.value);
  }

  @Override
  public int compareTo(DnsName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static Optional<String> problemOfCanonical(String name) {
    if (name.isEmpty()) {
      return Optional.of("A DNS name is missing; write one such as www.example.com.");
    }
    if (IpText.looksLikeAddress(name)) {
      return Optional.of(
          Quoted.of(name) + " is an address; write a DNS name such as www.example.com.");
    }
    if (name.length() > MAX_LENGTH) {
      return Optional.of(tooLong(name));
    }
    for (String label : name.split("\\.", -1)) {
      Optional<String> problem = problemOfLabel(name, label);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfLabel(String name, String label) {
    if (label.isEmpty()) {
      return Optional.of(
          Quoted.of(name) + " has an empty label; put exactly one dot between labels.");
    }
    if (label.equals("*")) {
      return Optional.of(
          Quoted.of(name) + " is a wildcard, which is not possible here; write one host name.");
    }
    if (label.length() > MAX_LABEL_LENGTH) {
      return Optional.of(
          Quoted.of(name) + " has a label longer than 63 characters; shorten " + Quoted.of(label));
    }
    if (!label.chars().allMatch(DnsName::isLetterDigitHyphen)) {
      return Optional.of(
          Quoted.of(name)
              + " is not a host name; use letters, digits and hyphens, with dots between labels.");
    }
    if (label.startsWith("-") || label.endsWith("-")) {
      return Optional.of(
          Quoted.of(name) + " has a label that starts or ends with a hyphen; remove that hyphen.");
    }
    return Optional.empty();
  }

  private static boolean isLetterDigitHyphen(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String tooLong(String text) {
    return Quoted.of(text) + " is longer than 253 characters; shorten the name.";
  }

  private static String reasonOf(IllegalArgumentException e) {
    String message = e.getMessage();
    return message == null ? "it has characters that DNS does not know" : message;
  }
}
