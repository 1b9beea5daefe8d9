package io.webgateway.agent.management.resource;

import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.LedgerReader.StoredRecord;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.wire.ReceiptCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger as it is: signed records with their receipts, for everybody. */
public final class LedgerResource implements Resource {
  private static final List<RecordKind> KINDS =
      Arrays.stream(RecordKind.values()).sorted(Comparator.comparing(RecordKind::word)).toList();

  private final ManagementPorts ports;

  /** Reads the ledger of these ports. */
  public LedgerResource(ManagementPorts ports) {
    this.ports = ports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/ledger", Access.PUBLIC, this::ledger),
        Route.get("/v1/ledger/records", Access.PUBLIC, this::records),
        Route.getAs("/v1/ledger/records/{key...}", Access.PUBLIC, Answer.JOSE, this::record));
  }

  private record LedgerView(
      String ledger,
      IdentityId node,
      Instant time,
      Optional<String> genesisHash,
      List<PublicKey> operators,
      long revision) {}

  private record Item(RecordKey key, String record, String receipt) {}

  private Answer ledger(Call call) {
    Optional<AcceptedRecord> genesis = ports.ledger().latest(RecordKey.GENESIS);
    return Answer.json(
        new LedgerView(
            ports.ledger().ledgerId().orElseGet(() -> ports.facts().get().ledger()),
            ports.node(),
            ports.clock().instant(),
            genesis.map(record -> record.signed().hash()),
            genesis.map(record -> ((GenesisBody) record.body()).operators()).orElse(List.of()),
            ports.ledger().revision()));
  }

  private Answer records(Call call) {
    String prefix = call.query("prefix").orElse("");
    String after = Page.cursor(call);
    int limit = call.limit();
    List<StoredRecord> found = new ArrayList<>();
    for (String range : ranges(prefix)) {
      if (found.size() < limit) {
        found.addAll(ports.ledger().stored(range, after, limit - found.size()));
      }
    }
    Optional<String> next =
        found.size() < limit ? Optional.empty() : Optional.of(found.getLast().storeKey());
    return Answer.json(new Page(found.stream().map(LedgerResource::item).toList(), next));
  }

  // The store has other keys too, of which some begin with the same letters as a kind.
  private static List<String> ranges(String prefix) {
    List<String> starts = KINDS.stream().map(LedgerResource::start).toList();
    if (prefix.isEmpty()) {
      return starts;
    }
    if (starts.stream().noneMatch(prefix::startsWith) && !prefix.startsWith(StoreKeys.LOG)) {
      throw Faults.badQuery(
          "prefix",
          "No kind of record has such keys",
          "Begin with a kind, such as name/, or with log/ for history");
    }
    return List.of(prefix);
  }

  private Answer record(Call call) {
    RecordKey key = RecordArea.key(c -> new RecordKey(c.variable("key")), call);
    AcceptedRecord record =
        version(call)
            .map(version -> ports.ledger().at(key, version))
            .orElseGet(() -> ports.ledger().latest(key))
            .orElseThrow(() -> Faults.notFound("The record " + key));
    String text = ReceiptCodec.pair(record);
    if (call.flag("sealed") && key.kind() == RecordKind.WORKLOAD) {
      List<String> segments = key.segments();
      text =
          ports
              .ledger()
              .sealed(segments.getFirst(), segments.getLast())
              .map((text + "\n")::concat)
              .orElse(text);
    }
    return new Answer.Whole(200, Answer.JOSE, Map.of(), text).withETag(record.signed().hash());
  }

  private static Optional<Long> version(Call call) {
    Optional<String> text = call.query("version");
    if (text.filter(t -> !t.matches("[1-9][0-9]{0,17}")).isPresent()) {
      throw Faults.badQuery("version", "It is no version number", "Write a number from 1");
    }
    return text.map(Long::valueOf);
  }

  private static Item item(StoredRecord stored) {
    AcceptedRecord record = stored.record();
    return new Item(record.signed().key(), record.signed().compact(), record.receipt().compact());
  }

  private static String start(RecordKind kind) {
    return kind == RecordKind.GENESIS ? kind.word() : kind.word() + "/";
  }
}
