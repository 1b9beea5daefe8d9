package io.webgateway.client;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Signs records, sends them, and believes in their acceptance only when the receipt bears an
 * operator's signature over this very record.
 *
 * <p>A record whose answer was lost is sent once more: the same record twice changes nothing. When
 * somebody else was faster (409), the change is decided anew on top of what is there then, three
 * times at most, unless the caller had seen a certain version.
 */
public final class LedgerWriter {
  private static final int ATTEMPTS = 3;
  private static final Set<String> DECIDE_ANEW = Set.of("identity-changed", "changed-meanwhile");

  private final GatewayClient client;
  private final LedgerReader reader;
  private final LedgerTrust trust;
  private final RecordDrafts drafts;
  private final InstantSource clock;
  private final boolean rehearse;

  LedgerWriter(
      GatewayClient client,
      LedgerReader reader,
      LedgerTrust trust,
      RecordDrafts drafts,
      boolean rehearse) {
    this.client = client;
    this.reader = reader;
    this.trust = trust;
    this.drafts = drafts;
    this.clock = client.clock();
    this.rehearse = rehearse;
  }

  /** Who signs. */
  public RecordDrafts drafts() {
    return drafts;
  }

  /**
   * A change of one record.
   *
   * @param key where it lives
   * @param target the path to send it to
   * @param change makes the new body of the newest record; may refuse
   */
  public Submitted change(
      RecordKey key, String target, Function<Optional<AcceptedRecord>, RecordBody> change) {
    return submit(
        target,
        () -> {
          Optional<AcceptedRecord> current = reader.latest(key);
          Optional<AcceptedRecord> identity = identityFor(key, current);
          RecordBody body = change.apply(current);
          return new Parcel(
              drafts.sign(key, current, body, identity, clock.instant()),
              List.of(),
              Optional.empty());
        });
  }

  // An identity's record names its own version before; no second read is needed.
  private Optional<AcceptedRecord> identityFor(RecordKey key, Optional<AcceptedRecord> current) {
    return key.equals(RecordKey.identity(drafts.signer())) ? current : drafts.ownIdentity();
  }

  /**
   * What is sent together.
   *
   * @param main the record that the call names
   * @param others records that go with it
   * @param sealed a workload's sealed part
   */
  record Parcel(SignedRecord main, List<SignedRecord> others, Optional<String> sealed) {
    String body() {
      List<String> lines = new ArrayList<>();
      lines.add(main.compact());
      others.forEach(other -> lines.add(other.compact()));
      sealed.ifPresent(lines::add);
      return String.join("\n", lines);
    }
  }

  /** Makes a parcel of what is on the ledger now. */
  interface Packing {
    Parcel pack();
  }

  Submitted submit(String target, Packing packing) {
    for (int attempt = 1; ; attempt++) {
      Parcel parcel = packing.pack();
      Answer answer = sendTwiceIfLost(rehearse ? target + "?dryRun=true" : target, parcel.body());
      if (answer.isSuccess()) {
        return submitted(parcel, answer);
      }
      ProblemDocument problem = Problems.of(answer);
      boolean again =
          attempt < ATTEMPTS
              && answer.status() == 409
              && DECIDE_ANEW.contains(problem.code().orElse(""));
      if (!again) {
        throw new RefusedException(problem);
      }
    }
  }

  private Answer sendTwiceIfLost(String target, String body) {
    try {
      return client.putRecords(target, body);
    } catch (UnreachableException e) {
      return client.putRecords(target, body);
    }
  }

  /** An older agent says nothing of it. */
  private static Optional<EditEffect> effect(Answer answer) {
    try {
      JsonNode effect = Json.readTree(answer.body()).path("effect");
      return effect.isObject()
          ? Optional.of(Json.read(Json.write(effect), EditEffect.class))
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private Submitted submitted(Parcel parcel, Answer answer) {
    if (rehearse) {
      return new Submitted.WouldBeAccepted(parcel.main(), effect(answer));
    }
    AcceptedRecord accepted = LedgerReader.parsed(answer.body().strip());
    if (!accepted.signed().compact().equals(parcel.main().compact())) {
      throw new UntrustedException("The agent acknowledges another record than was sent");
    }
    trust.checkReceipt(accepted);
    return new Submitted.Accepted(accepted, answer.status() == 201);
  }
}
