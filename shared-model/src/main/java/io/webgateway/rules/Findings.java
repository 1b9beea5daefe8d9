package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.name.DnsName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that several kinds share. Each answers what stands against the record, or nothing. */
final class Findings {
  static final int MAX_DISPLAY_NAME = 64;
  static final int MAX_TEXT = 256;

  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Findings() {}

  @SafeVarargs // the arrays are only read
  static List<Refusal> all(List<Refusal>... checks) {
    List<Refusal> found = new ArrayList<>();
    for (List<Refusal> check : checks) {
      found.addAll(check);
    }
    return List.copyOf(found);
  }

  static List<Refusal> when(boolean wrong, Refusal refusal) {
    return wrong ? List.of(refusal) : List.of();
  }

  static List<Refusal> ownKey(Decision decision) {
    return when(
        !decision.mayOwn(),
        Refusal.notAllowed(
            "key-may-not",
            "/signer",
            "The signing key may not do this: it lacks the use \"own\"",
            "Sign with an own key of the identity"));
  }

  static List<Refusal> signedBy(IdentityId wanted, Decision decision, String who) {
    return when(
        !wanted.equals(decision.signer()),
        Refusal.notAllowed(
            "not-the-owner",
            "/signer",
            "Only " + who + " may sign this record",
            "Sign as " + wanted.value()));
  }

  static List<Refusal> grant(Optional<GrantBody> grant, IdentityId sponsor, Instant at) {
    if (grant.isEmpty()) {
      return List.of(
          Refusal.notAllowed(
              "no-grant",
              "/body/sponsor",
              "Provider " + sponsor.shortForm() + " has given no grant",
              "Ask the provider for a grant: webgw grant"));
    }
    return when(
        !at.isBefore(grant.get().notAfter()),
        Refusal.notAllowed(
            "grant-over",
            "/body/sponsor",
            "The grant ended at " + grant.get().notAfter(),
            "Ask the provider to extend it"));
  }

  static List<Refusal> provider(IdentityId provider, Decision decision) {
    boolean known =
        !decision.looksAtLedger()
            || decision.latest(RecordKey.provider(provider), ProviderBody.class).isPresent();
    return when(
        !known,
        Refusal.notAllowed(
            "no-provider",
            "/signer",
            "The signer is not a provider on this ledger",
            "Enrol as provider first: webgw node enrol"));
  }

  static List<Refusal> text(String value, int maxLength, String pointer) {
    boolean wrong =
        value.length() > maxLength || !value.codePoints().allMatch(Findings::isPrintable);
    return when(
        wrong,
        Refusal.invalid(
            "bad-text",
            pointer,
            "The text is too long or has control characters",
            "Use at most " + maxLength + " printable characters"));
  }

  /** No control characters, no halves of characters, and nothing that turns text around. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          c == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  static List<Refusal> number(long value, long min, long max, String pointer) {
    return when(
        value < min || value > max,
        Refusal.invalid(
            "out-of-range",
            pointer,
            value + " is out of range",
            "Choose a number from " + min + " to " + max));
  }

  /** Whether a text is one label of lower-case letters, digits and inner hyphens. */
  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /** What is wrong with a text as a domain of two labels or more, in its one spelling. */
  static Optional<String> problemOfDomain(String text) {
    Optional<String> problem = DnsName.problemOf(text);
    if (problem.isPresent()) {
      return problem;
    }
    if (!DnsName.of(text).value().equals(text)) {
      return Optional.of("A domain is written in lower case, without a dot at its end");
    }
    return text.indexOf('.') < 0
        ? Optional.of("A domain has at least two labels")
        : Optional.empty();
  }

  /** What is wrong with a list in which nothing may be there twice. */
  static List<Refusal> distinct(List<?> values, String code, String pointer) {
    return when(
        values.stream().distinct().count() != values.size(),
        Refusal.invalid(code, pointer, "Something is named twice", "Name each once"));
  }

  static List<Refusal> keyIs(RecordKey wanted, Decision decision) {
    return when(
        !decision.key().equals(wanted),
        Refusal.invalid(
            "wrong-key", "/key", "The record belongs at " + wanted, "Sign it for that key"));
  }
}
