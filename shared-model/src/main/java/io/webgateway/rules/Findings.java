package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that several kinds share. Each answers what stands against the record, or nothing. */
final class Findings {
  static final int MAX_DISPLAY_NAME = 64;
  static final int MAX_TEXT = 256;

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
    boolean wrong = value.length() > maxLength || value.chars().anyMatch(Character::isISOControl);
    return when(
        wrong,
        Refusal.invalid(
            "bad-text",
            pointer,
            "The text is too long or has control characters",
            "Use at most " + maxLength + " printable characters"));
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

  static List<Refusal> keyIs(RecordKey wanted, Decision decision) {
    return when(
        !decision.key().equals(wanted),
        Refusal.invalid(
            "wrong-key", "/key", "The record belongs at " + wanted, "Sign it for that key"));
  }
}
