package io.webgateway.client;

import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.ReplayedLedger;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.ReceiptCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a whole ledger: replays its history in the order of the receipts through the same rules
 * that stand at an operator's door, and compares the result with what the ledger says is current.
 * Pure; the caller brings the records.
 */
public final class LedgerVerification {
  private static final Comparator<AcceptedRecord> BY_RECEIPT =
      Comparator.comparing(AcceptedRecord::acceptedAt)
          .thenComparingLong(record -> record.signed().version());

  private final ReplayedLedger ledger = new ReplayedLedger();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, String> hashByVersion = new HashMap<>();

  private LedgerVerification() {}

  /**
   * Something that is not as it should be.
   *
   * @param key the record's key
   * @param version the record's version
   * @param code a stable word for programs
   * @param fault what is wrong
   */
  public record Fault(RecordKey key, long version, String code, String fault) {}

  /**
   * What was found.
   *
   * @param ledger the ledger's id; empty when there is no genesis
   * @param history how many records were replayed
   * @param current how many current records were compared
   * @param newest when the last record was accepted
   * @param faults everything that is wrong; empty when all is well
   */
  public record Report(
      Optional<String> ledger,
      int history,
      int current,
      Optional<Instant> newest,
      List<Fault> faults) {
    /** Copies the list. */
    public Report {
      faults = List.copyOf(faults);
    }

    /** Whether all is well. */
    public boolean isSound() {
      return faults.isEmpty() && ledger.isPresent();
    }
  }

  /** Fetches everything from an agent and checks it. */
  public static Report of(LedgerReader reader) {
    List<AcceptedRecord> history = reader.all("log/");
    List<AcceptedRecord> current = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      current.addAll(reader.all(kind == RecordKind.GENESIS ? kind.word() : kind.word() + "/"));
    }
    return of(history, current);
  }

  /**
   * Checks a ledger.
   *
   * @param history every version of every record, in any order; status has no history
   * @param current the newest version of every record
   */
  public static Report of(Collection<AcceptedRecord> history, Collection<AcceptedRecord> current) {
    LedgerVerification verification = new LedgerVerification();
    List<AcceptedRecord> ordered = history.stream().sorted(BY_RECEIPT).toList();
    verification.replay(ordered);
    current.forEach(verification::compare);
    verification.findMissing(current);
    return new Report(
        verification.id(),
        ordered.size(),
        current.size(),
        ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.getLast().acceptedAt()),
        verification.faults);
  }

  private Optional<String> id() {
    return ledger.at(RecordKey.GENESIS, 1).map(genesis -> genesis.signed().hash());
  }

  private void replay(List<AcceptedRecord> ordered) {
    int start = 0;
    while (start < ordered.size()) {
      int end = start + 1;
      Instant time = ordered.get(start).acceptedAt();
      while (end < ordered.size() && ordered.get(end).acceptedAt().equals(time)) {
        end++;
      }
      replayMoment(new ArrayList<>(ordered.subList(start, end)));
      start = end;
    }
  }

  // Records of one moment may lean on each other in an order that their receipts do not tell, so
  // those that do not fit yet are tried again after those that do.
  private void replayMoment(List<AcceptedRecord> moment) {
    boolean progress = true;
    while (progress && !moment.isEmpty()) {
      progress =
          moment.removeIf(record -> decide(record) instanceof Verdict.Accepted && keep(record));
    }
    for (AcceptedRecord record : moment) {
      switch (decide(record)) {
        case Verdict.Accepted _ -> keep(record);
        case Verdict.Unchanged _ -> report(record, "double", "The same version is there twice");
        case Verdict.Refused refused -> {
          refused.refusals().forEach(refusal -> report(record, refusal.code(), refusal.fault()));
          // Later versions are judged by their own faults, not by this one's.
          if (isNextVersion(record)) {
            keep(record);
          }
        }
      }
    }
  }

  private Verdict decide(AcceptedRecord record) {
    return LedgerRules.decide(record.signed(), ledger, record.acceptedAt(), Scope.LEDGER);
  }

  private boolean isNextVersion(AcceptedRecord record) {
    SignedRecord signed = record.signed();
    Optional<AcceptedRecord> before = ledger.latest(signed.key());
    return signed.version() == before.map(b -> b.signed().version() + 1).orElse(1L)
        && signed.record().prev().equals(before.map(b -> b.signed().hash()));
  }

  private boolean keep(AcceptedRecord record) {
    ledger.add(record);
    checkReceipt(record);
    return true;
  }

  private void checkReceipt(AcceptedRecord record) {
    SignedRecord signed = record.signed();
    Receipt receipt = record.receipt().receipt();
    boolean fits =
        namesThisLedger(receipt)
            && receipt.key().equals(signed.key())
            && receipt.version() == signed.version()
            && receipt.hash().equals(signed.hash());
    if (!fits) {
      report(record, "wrong-receipt", "The receipt is for another record");
    }
    if (operators().stream().noneMatch(key -> ReceiptCodec.isSignedBy(record.receipt(), key))) {
      report(record, "unsigned-receipt", "The receipt is not signed by an operator");
    }
    String before =
        hashByVersion.putIfAbsent(receipt.key() + " " + receipt.version(), receipt.hash());
    if (before != null && !before.equals(receipt.hash())) {
      report(record, "fraud", "The operator gave two receipts for one version: this proves fraud");
    }
  }

  // The first genesis is signed and received before the ledger has an id.
  private boolean namesThisLedger(Receipt receipt) {
    return receipt.ledger().equals(id().orElse(LedgerRecord.SELF))
        || (receipt.ledger().equals(LedgerRecord.SELF)
            && receipt.key().equals(RecordKey.GENESIS)
            && receipt.version() == 1);
  }

  private List<PublicKey> operators() {
    return ledger
        .latest(RecordKey.GENESIS)
        .map(genesis -> ((GenesisBody) genesis.body()).operators())
        .orElse(List.of());
  }

  private void compare(AcceptedRecord current) {
    if (current.signed().key().kind() == RecordKind.STATUS) {
      compareStatus(current);
      return;
    }
    Optional<AcceptedRecord> replayed = ledger.latest(current.signed().key());
    if (replayed.isEmpty()) {
      report(current, "no-history", "The record is current, but its history is missing");
    } else if (!replayed.get().signed().hash().equals(current.signed().hash())) {
      report(
          current,
          "not-the-newest",
          "The current record is version "
              + current.signed().version()
              + ", the history ends with version "
              + replayed.get().signed().version());
    }
  }

  private void compareStatus(AcceptedRecord status) {
    switch (decide(status)) {
      case Verdict.Accepted _ -> keep(status);
      case Verdict.Unchanged _ -> {}
      case Verdict.Refused refused ->
          refused.refusals().forEach(refusal -> report(status, refusal.code(), refusal.fault()));
    }
  }

  private void findMissing(Collection<AcceptedRecord> current) {
    Set<RecordKey> present =
        current.stream().map(record -> record.signed().key()).collect(Collectors.toSet());
    hashByVersion.keySet().stream()
        .map(text -> new RecordKey(text.substring(0, text.indexOf(' '))))
        .distinct()
        .filter(key -> !present.contains(key))
        .forEach(this::reportMissing);
  }

  private void reportMissing(RecordKey key) {
    long version = ledger.latest(key).map(record -> record.signed().version()).orElse(0L);
    faults.add(
        new Fault(
            key, version, "missing", "The history has the record, the current state has not"));
  }

  private void report(AcceptedRecord record, String code, String fault) {
    faults.add(new Fault(record.signed().key(), record.signed().version(), code, fault));
  }
}
