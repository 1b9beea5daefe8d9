package io.webgateway.client;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads records from an agent's ledger. Checks their form and that they are the ones asked for;
 * signatures are checked where something depends on them: see {@link LedgerTrust}.
 */
public final class LedgerReader {
  private static final String RECORDS = "/v1/ledger/records";
  private static final int PAGE = 1_000;

  private final GatewayClient client;

  /** Reads through a client. */
  public LedgerReader(GatewayClient client) {
    this.client = client;
  }

  /** The newest record of a key. */
  public Optional<AcceptedRecord> latest(RecordKey key) {
    return read(key, RECORDS + "/" + path(key));
  }

  /** One version of a key's record. */
  public Optional<AcceptedRecord> at(RecordKey key, long version) {
    return read(key, RECORDS + "/" + path(key) + "?version=" + version)
        .filter(record -> record.signed().version() == version);
  }

  /** The newest body of a key. */
  public <T extends RecordBody> Optional<T> body(RecordKey key, Class<T> type) {
    return latest(key).map(AcceptedRecord::body).map(type::cast);
  }

  /** The sealed part that goes with a workload's newest record. */
  public Optional<String> sealed(RecordKey workload) {
    Answer answer = client.getPublic(RECORDS + "/" + path(workload) + "?sealed=true");
    if (answer.status() == 404) {
      return Optional.empty();
    }
    Problems.refuseFailures(answer);
    String[] lines = answer.body().strip().split("\n", -1);
    return lines.length == 3 ? Optional.of(lines[2]) : Optional.empty();
  }

  /** What an agent says of its ledger: id, its own id, time, operators. */
  public JsonNode summary() {
    Answer answer = client.getPublic("/v1/ledger");
    Problems.refuseFailures(answer);
    return Json.readTree(answer.body());
  }

  /**
   * Goes through all records below a prefix, page by page.
   *
   * @param prefix of stored keys, such as {@code pool/}, or {@code log/} for history
   */
  public void each(String prefix, Consumer<AcceptedRecord> visitor) {
    Optional<String> after = Optional.empty();
    do {
      String target =
          RECORDS
              + "?prefix="
              + GatewayClient.encoded(prefix)
              + "&limit="
              + PAGE
              + after.map(key -> "&after=" + GatewayClient.encoded(key)).orElse("");
      Answer answer = client.getPublic(target);
      Problems.refuseFailures(answer);
      JsonNode page = Json.readTree(answer.body());
      for (JsonNode item : page.path("items")) {
        visitor.accept(
            parsed(
                item.path("record").asString("").strip()
                    + "\n"
                    + item.path("receipt").asString("").strip()));
      }
      Optional<String> next = Optional.of(page.path("next").asString("")).filter(n -> !n.isEmpty());
      if (next.isPresent() && next.equals(after)) {
        throw new UntrustedException("The agent's pages go round in circles");
      }
      after = next;
    } while (after.isPresent());
  }

  /** All records below a prefix. */
  public List<AcceptedRecord> all(String prefix) {
    List<AcceptedRecord> found = new ArrayList<>();
    each(prefix, found::add);
    return found;
  }

  private Optional<AcceptedRecord> read(RecordKey key, String target) {
    Answer answer = client.getPublic(target);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    Problems.refuseFailures(answer);
    AcceptedRecord record = parsed(answer.body().strip());
    if (!record.signed().key().equals(key)) {
      throw new UntrustedException("The agent answers with another record than " + key);
    }
    return Optional.of(record);
  }

  static AcceptedRecord parsed(String pair) {
    try {
      String[] lines = pair.split("\n", -1);
      if (lines.length < 2) {
        throw new UntrustedException("The agent answers with a record that has no receipt");
      }
      return new AcceptedRecord(RecordCodec.parse(lines[0]), ReceiptCodec.parse(lines[1]));
    } catch (WireException e) {
      throw new UntrustedException(
          "The agent answers with something that is no record: " + e.getMessage(), e);
    }
  }

  private static String path(RecordKey key) {
    return key.text().replace("*", "%2A");
  }
}
