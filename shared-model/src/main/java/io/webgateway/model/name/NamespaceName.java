package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Parsed.Valid;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name that can be reserved: one DNS label, unique on the whole ledger. Letters, digits and inner
 * hyphens, lower case, 1 to 63 characters, no hyphens at both the third and the fourth place (so no
 * {@code xn--}), and none that the network or the gateway itself needs. This is the one rule for
 * ledger, API, command line and screens.
 *
 * @param label the label
 */
public record NamespaceName(@JsonValue String label) implements Comparable<NamespaceName> {
  /** The longest name in characters. */
  public static final int MAX_LENGTH = 63;

  private static final Set<String> RESERVED =
      Set.of(
          "abuse",
          "acme",
          "acme-challenge",
          "admin",
          "administrator",
          "agent",
          "api",
          "autoconfig",
          "autodiscover",
          "broadcasthost",
          "console",
          "dns",
          "ftp",
          "gateway",
          "gw",
          "hostmaster",
          "imap",
          "internal",
          "invalid",
          "ip6-localhost",
          "ip6-loopback",
          "isatap",
          "ledger",
          "local",
          "localdomain",
          "localhost",
          "mail",
          "management",
          "metrics",
          "mta-sts",
          "node",
          "onion",
          "operator",
          "pool",
          "pop",
          "pop3",
          "postmaster",
          "provider",
          "root",
          "security",
          "smtp",
          "ssl",
          "webgw",
          "webmail",
          "webmaster",
          "well-known",
          "wpad",
          "www");

  private static final Pattern NUMBERED_SERVER = Pattern.compile("(ns|mx|www)[0-9]*");

  /**
   * Takes good names only.
   *
   * @throws IllegalArgumentException with fault and cure
   */
  public NamespaceName {
    problemOf(label)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** Reads a name; nothing is changed on the way, so capitals are a problem. */
  public static Parsed<NamespaceName> parse(String text) {
    return problemOf(text)
        .<Parsed<NamespaceName>>map(Invalid::new)
        .orElseGet(() -> new Valid<>(new NamespaceName(text)));
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static NamespaceName of(String text) {
    return new NamespaceName(text);
  }

  /** What is wrong with a text as a name and what would be right; empty when it is good. */
  public static Optional<String> problemOf(String text) {
    return problemOfForm(text).or(() -> problemOfPlace(text));
  }

  private static Optional<String> problemOfForm(String text) {
    String quoted = Quoted.of(text);
    if (text.isEmpty()) {
      return Optional.of("A name is missing; write 1 to 63 lower-case letters, digits or hyphens.");
    }
    if (text.length() > MAX_LENGTH) {
      return Optional.of(quoted + " is longer than 63 characters; choose a shorter name.");
    }
    if (text.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
      return Optional.of(
          quoted + " has capital letters; write it as " + lowerCase(text) + " in lower case.");
    }
    if (text.indexOf('.') >= 0) {
      return Optional.of(
          quoted + " has a dot; a name is one label, without the domain of the pool.");
    }
    if (!text.chars().allMatch(NamespaceName::isAllowed)) {
      return Optional.of(
          quoted + " has characters that a name cannot have; use a to z, 0 to 9 and hyphens.");
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfPlace(String text) {
    String quoted = Quoted.of(text);
    if (text.startsWith("-") || text.endsWith("-")) {
      return Optional.of(
          quoted + " starts or ends with a hyphen; hyphens go between letters or digits.");
    }
    if (text.startsWith("--", 2)) {
      return Optional.of(
          quoted
              + " has hyphens as its third and fourth characters, which DNS keeps for encoded"
              + " names; move or remove one.");
    }
    if (RESERVED.contains(text) || NUMBERED_SERVER.matcher(text).matches()) {
      return Optional.of(
          quoted + " is kept for the gateway or the network itself; choose another name.");
    }
    return Optional.empty();
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String lowerCase(String text) {
    return Quoted.of(text.toLowerCase(Locale.ROOT));
  }

  /** The host that this name stands for under a pool's domain. */
  public DnsName under(DnsName domain) {
    return DnsName.of(label + "." + domain.value());
  }

  @Override
  public int compareTo(NamespaceName other) {
    return label.compareTo(other.label);
  }

  @Override
  public String toString() {
    return label;
  }
}
