package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.model.name.NamespaceName;
import io.webgateway.rules.NameState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** The life of a name, from its owner's side. Terms count from the agent's clock. */
public final class Reservations {
  private final Gateway gateway;

  Reservations(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Reserves a name, or takes an own one back out of quarantine. */
  public Submitted reserve(String namespace, IdentityId sponsor, Duration term) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current -> {
          NameState state = NameState.of(current, gateway.trust().parameters(), now);
          Optional<NameBody> before = current.map(record -> (NameBody) record.body());
          refuseIfHeldAlready(namespace, state, before);
          int tenure = tenure(state, before);
          return new NameBody(
              gateway.ring().identity(), sponsor, end(now, term), tenure, false, Optional.empty());
        });
  }

  private void refuseIfHeldAlready(String namespace, NameState state, Optional<NameBody> before) {
    boolean own = before.map(body -> body.owner().equals(gateway.ring().identity())).orElse(false);
    if (own && state.isServed()) {
      throw Problems.refused(
          409,
          "name-held",
          "/key",
          "You hold the name " + namespace + " already",
          "To extend its term: webgw renew " + namespace);
    }
  }

  private static int tenure(NameState state, Optional<NameBody> before) {
    int last = before.map(NameBody::tenure).orElse(0);
    return switch (state) {
      case NameState.Free _ -> last + 1;
      case NameState.Quarantined _ -> last;
      case NameState.Active _ -> last + 1;
      case NameState.Grace _ -> last + 1;
    };
  }

  /** Extends a term, counted from now; another sponsor may be named on the way. */
  public Submitted renew(String namespace, Duration term, Optional<IdentityId> sponsor) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current -> {
          NameBody before = held(namespace, current, now);
          return new NameBody(
              before.owner(),
              sponsor.orElse(before.sponsor()),
              end(now, term),
              before.tenure(),
              false,
              before.offer());
        });
  }

  /** Gives a name up; only its last owner may take it back while it rests. */
  public Submitted release(String namespace) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current -> {
          NameBody before = held(namespace, current, now);
          return new NameBody(
              before.owner(),
              before.sponsor(),
              before.until(),
              before.tenure(),
              true,
              Optional.empty());
        });
  }

  /** Offers a name to somebody else. */
  public Submitted offer(String namespace, IdentityId to, Duration open) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current ->
            offered(
                held(namespace, current, now), Optional.of(new TransferOffer(to, end(now, open)))));
  }

  /** Takes an offer back. */
  public Submitted withdraw(String namespace) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current -> {
          NameBody before = held(namespace, current, now);
          if (before.offer().isEmpty()) {
            throw Problems.refused(
                409,
                "no-offer",
                "/body/offer",
                "The name " + namespace + " is not on offer",
                "Nothing needs to be withdrawn");
          }
          return offered(before, Optional.empty());
        });
  }

  /** Takes a name that was offered to the signer. */
  public Submitted accept(String namespace, IdentityId sponsor) {
    Instant now = gateway.agentTime();
    return change(
        namespace,
        current -> {
          NameBody before = held(namespace, current, now);
          boolean isOffered =
              before
                  .offer()
                  .map(offer -> offer.to().equals(gateway.ring().identity()))
                  .orElse(false);
          if (!isOffered) {
            throw Problems.refused(
                403,
                "no-offer",
                "/body/offer",
                "The name " + namespace + " is not offered to you",
                "Ask its owner: webgw transfer offer " + namespace);
          }
          return new NameBody(
              gateway.ring().identity(),
              sponsor,
              before.until(),
              before.tenure() + 1,
              false,
              Optional.empty());
        });
  }

  private static NameBody offered(NameBody before, Optional<TransferOffer> offer) {
    return new NameBody(
        before.owner(), before.sponsor(), before.until(), before.tenure(), false, offer);
  }

  private NameBody held(String namespace, Optional<AcceptedRecord> current, Instant now) {
    NameState state = NameState.of(current, gateway.trust().parameters(), now);
    if (current.isEmpty() || state instanceof NameState.Free) {
      throw Problems.refused(
          404,
          "no-such-name",
          "/key",
          "Nobody holds the name " + namespace,
          "Reserve it: webgw reserve " + namespace);
    }
    return (NameBody) current.get().body();
  }

  private Submitted change(String namespace, Function<Optional<AcceptedRecord>, NameBody> next) {
    NamespaceName.problemOf(namespace)
        .ifPresent(
            problem -> {
              throw Problems.refused(
                  422,
                  "bad-name",
                  "/key",
                  problem,
                  "Choose 1 to 63 lower-case letters, digits and inner hyphens");
            });
    return gateway
        .writer()
        .change(RecordKey.name(namespace), "/v1/reservations/" + namespace, next::apply);
  }

  private static Instant end(Instant now, Duration term) {
    return now.plus(term).truncatedTo(ChronoUnit.SECONDS);
  }
}
