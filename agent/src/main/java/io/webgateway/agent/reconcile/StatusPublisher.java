package io.webgateway.agent.reconcile;

import io.webgateway.agent.admission.Door;
import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.admission.SubmitOutcome;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.status.Condition;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the node's word on workloads onto the ledger: signed by the node, only when it changed, and
 * at most every ten seconds for one workload. One thread; blocks on the door.
 */
final class StatusPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(10);

  private final Door door;
  private final LedgerStore store;
  private final SigningKey nodeKey;
  private final Map<String, Said> said = new HashMap<>();

  StatusPublisher(Door door, LedgerStore store, SigningKey nodeKey) {
    this.door = door;
    this.store = store;
    this.nodeKey = nodeKey;
  }

  private record Said(StatusBody body, Instant at) {}

  /**
   * Says how a workload stands, unless that was said already.
   *
   * @return false when it must be said later
   */
  boolean say(Subject subject, List<Condition> conditions, String ledger, Instant now) {
    StatusBody body =
        new StatusBody(
            subject.domain(),
            subject.workload().signed().version(),
            conditions.stream().map(Condition::published).toList());
    Said before = said.get(subject.path());
    if (before != null && before.body().equals(body)) {
      return true;
    }
    if (before != null && now.isBefore(before.at().plus(LEAST_INTERVAL))) {
      return false;
    }
    boolean published = submit(subject.segments(), body, ledger);
    if (published) {
      said.put(subject.path(), new Said(body, now));
    }
    return published;
  }

  /** Forgets a workload that has ended. */
  void forget(String path) {
    said.remove(path);
  }

  /** False when the ledger could not be asked. */
  private boolean submit(List<String> path, StatusBody body, String ledger) {
    RecordKey key = RecordKey.status(path.getFirst(), path.getLast(), nodeKey.identity());
    try {
      Optional<AcceptedRecord> before =
          store.get(key.text()).map(StoreEntry::value).map(ReceiptCodec::parsePair);
      if (before.map(b -> b.body().equals(body)).orElse(false)) {
        return true;
      }
      LedgerRecord record =
          new LedgerRecord(
              ledger,
              key,
              before.map(b -> b.signed().version()).orElse(0L) + 1,
              Optional.empty(),
              new Signer(nodeKey.identity(), 0),
              body);
      Submission submission =
          new Submission(List.of(RecordCodec.sign(record, nodeKey)), Optional.empty());
      if (door.submit(submission) instanceof SubmitOutcome.Refused refused) {
        LOG.warn("Status of {} was refused: {}", key, refused.refusals().getFirst().fault());
      }
      return true;
    } catch (StoreException e) {
      LOG.debug("Status of {} was not published yet: {}", key, e.getMessage());
      return false;
    }
  }
}
