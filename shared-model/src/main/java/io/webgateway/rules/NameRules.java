package io.webgateway.rules;

import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.model.name.NamespaceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The life of a name: reserve, renew, release, offer, withdraw, accept, take back. */
final class NameRules {
  private final NameBody next;
  private final Decision decision;
  private final String namespace;

  private NameRules(NameBody next, Decision decision) {
    this.next = next;
    this.decision = decision;
    this.namespace = decision.key().segments().getFirst();
  }

  static List<Refusal> decide(NameBody next, Decision decision) {
    return new NameRules(next, decision).decide();
  }

  private List<Refusal> decide() {
    Optional<String> problem = NamespaceName.problemOf(namespace);
    if (problem.isPresent()) {
      return List.of(
          Refusal.invalid(
              "bad-name",
              "/key",
              problem.get(),
              "Choose 1 to 63 lower-case letters, digits and inner hyphens"));
    }
    NameState state = NameState.of(decision.current(), decision.parameters(), decision.at());
    return switch (state) {
      case NameState.Free free -> reserve(nextTenure());
      case NameState.Quarantined quarantined -> takeBack(quarantined);
      case NameState.Active active -> whileHeld(true);
      case NameState.Grace grace -> whileHeld(false);
    };
  }

  private int nextTenure() {
    return decision.currentBody(NameBody.class).map(body -> body.tenure() + 1).orElse(1);
  }

  private List<Refusal> takeBack(NameState.Quarantined state) {
    if (!state.lastOwner().equals(decision.signer())) {
      return List.of(
          Refusal.conflict(
              "name-quarantined",
              "/key",
              "The name " + namespace + " was given up lately and rests until " + state.freeAt(),
              "Choose another name, or come back then"));
    }
    return reserve(decision.currentBody(NameBody.class).orElseThrow().tenure());
  }

  private List<Refusal> reserve(int tenure) {
    NameBody wanted =
        new NameBody(
            decision.signer(), next.sponsor(), next.until(), tenure, false, Optional.empty());
    if (!next.equals(wanted)) {
      return List.of(
          Refusal.invalid(
              "bad-reservation",
              "/body",
              "A reservation names its signer as owner, tenure "
                  + tenure
                  + ", no offer and no release",
              "Sign the reservation anew"));
    }
    return Findings.all(ownKey(), term(), grantAllowsOneMore());
  }

  private List<Refusal> whileHeld(boolean active) {
    NameBody before = decision.currentBody(NameBody.class).orElseThrow();
    if (isAcceptance(before)) {
      return active ? accept(before) : List.of(onlyRenewalAndRelease());
    }
    if (!before.owner().equals(decision.signer())) {
      return List.of(
          Refusal.conflict(
              "name-taken",
              "/key",
              "The name " + namespace + " is held by somebody else",
              "Choose another name"));
    }
    if (isRenewal(before)) {
      return Findings.all(renewKey(), longerTerm(before), term(), grantForRenewal(before));
    }
    if (next.equals(released(before))) {
      return ownKey();
    }
    return active ? whileActive(before) : List.of(onlyRenewalAndRelease());
  }

  private List<Refusal> whileActive(NameBody before) {
    if (next.equals(offered(before)) && !next.equals(before)) {
      return Findings.all(ownKey(), offerEnds());
    }
    return List.of(
        Refusal.invalid(
            "bad-change",
            "/body",
            "A held name can be renewed, released, offered, or have its offer withdrawn",
            "Change one thing at a time: until, released or offer"));
  }

  private boolean isAcceptance(NameBody before) {
    return before.offer().isPresent()
        && before.offer().get().to().equals(decision.signer())
        && !before.owner().equals(decision.signer());
  }

  private List<Refusal> accept(NameBody before) {
    TransferOffer offer = before.offer().orElseThrow();
    if (!decision.at().isBefore(offer.until())) {
      return List.of(
          Refusal.conflict(
              "offer-over",
              "/body/owner",
              "The offer ended at " + offer.until(),
              "Ask the owner for a new offer"));
    }
    NameBody wanted =
        new NameBody(
            decision.signer(),
            next.sponsor(),
            before.until(),
            before.tenure() + 1,
            false,
            Optional.empty());
    return next.equals(wanted)
        ? Findings.all(ownKey(), grantAllowsOneMore())
        : List.of(
            Refusal.invalid(
                "bad-acceptance",
                "/body",
                "An acceptance keeps the term, counts the tenure on and closes the offer",
                "Sign the acceptance anew"));
  }

  /** Only an own key may move a name to another sponsor while renewing it. */
  private boolean isRenewal(NameBody before) {
    NameBody renewed =
        new NameBody(
            before.owner(),
            decision.mayOwn() ? next.sponsor() : before.sponsor(),
            next.until(),
            before.tenure(),
            false,
            before.offer());
    return next.equals(renewed) && !next.until().equals(before.until());
  }

  private NameBody released(NameBody before) {
    return new NameBody(
        before.owner(), before.sponsor(), before.until(), before.tenure(), true, Optional.empty());
  }

  private NameBody offered(NameBody before) {
    return new NameBody(
        before.owner(), before.sponsor(), before.until(), before.tenure(), false, next.offer());
  }

  private List<Refusal> ownKey() {
    return Findings.ownKey(decision);
  }

  private List<Refusal> renewKey() {
    return decision.mayOwn() || decision.uses().contains(KeyUse.RENEW) ? List.of() : ownKey();
  }

  private List<Refusal> term() {
    Duration maxTerm = decision.parameters().maxTerm();
    Instant latest = decision.at().plus(maxTerm);
    if (next.until().isAfter(decision.at()) && !next.until().isAfter(latest)) {
      return List.of();
    }
    return List.of(
        Refusal.invalid(
            "bad-term",
            "/body/until",
            "The term must end in the future, at most " + maxTerm.toDays() + " days ahead",
            "Choose a time after " + decision.at() + " and not after " + latest));
  }

  private List<Refusal> longerTerm(NameBody before) {
    return next.until().isAfter(before.until())
        ? List.of()
        : List.of(
            Refusal.invalid(
                "shorter-term",
                "/body/until",
                "A renewal must end later than the term it renews",
                "Choose a time after " + before.until()));
  }

  private List<Refusal> offerEnds() {
    Instant latest = decision.at().plus(decision.parameters().offer());
    boolean fits =
        next.offer()
            .map(
                offer ->
                    offer.until().isAfter(decision.at())
                        && !offer.until().isAfter(latest)
                        && !offer.to().equals(decision.signer()))
            .orElse(true);
    return fits
        ? List.of()
        : List.of(
            Refusal.invalid(
                "bad-offer",
                "/body/offer",
                "An offer is to somebody else and ends in the future, at most "
                    + decision.parameters().offerDays()
                    + " days ahead",
                "Choose an end not after " + latest));
  }

  private Refusal onlyRenewalAndRelease() {
    return Refusal.conflict(
        "name-in-grace",
        "/key",
        "The term of " + namespace + " is over; it can only be renewed or released",
        "Renew it first: webgw renew " + namespace);
  }

  /** Another sponsor's grant must have room; the present one's already counts this name. */
  private List<Refusal> grantForRenewal(NameBody before) {
    return next.sponsor().equals(before.sponsor()) ? grantForSponsor() : grantAllowsOneMore();
  }

  private List<Refusal> grantForSponsor() {
    return decision.looksAtLedger()
        ? Findings.grant(grant(), next.sponsor(), decision.at())
        : List.of();
  }

  private List<Refusal> grantAllowsOneMore() {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    List<Refusal> missing = grantForSponsor();
    if (!missing.isEmpty()) {
      return missing;
    }
    int maxNames = grant().orElseThrow().maxNames();
    int held = decision.view().namesHeld(next.sponsor(), decision.signer(), decision.at());
    return held < maxNames
        ? List.of()
        : List.of(
            Refusal.notAllowed(
                "grant-exceeded",
                "/body/sponsor",
                "The grant allows " + maxNames + " names, and " + held + " are held",
                "Release a name, or ask the provider for a larger grant"));
  }

  private Optional<GrantBody> grant() {
    return decision.latest(RecordKey.grant(next.sponsor(), decision.signer()), GrantBody.class);
  }
}
