package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.rules.LedgerFixture;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.RefusalProblem;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An agent in memory: keeps a ledger by the real rules, and can be made to misbehave. */
final class FakeNode implements Transport {
  final LedgerFixture fixture = new LedgerFixture();
  final SigningKey nodeKey = SigningKey.generate();
  final DecryptionKey poolKey = DecryptionKey.generate();
  final List<Call> calls = new ArrayList<>();

  /** What happens to the next answers, in order; an empty one loses the answer on its way. */
  final Deque<Optional<UnaryOperator<Answer>>> mishaps = new ArrayDeque<>();

  /** Codes of conflicts with which the next records are refused. */
  final Deque<String> refusals = new ArrayDeque<>();

  private final Map<RecordKey, String> sealed = new HashMap<>();
  private final List<AcceptedRecord> log = new ArrayList<>();

  FakeNode() {
    fixture.ledger.at(RecordKey.GENESIS, 1).ifPresent(log::add);
  }

  IdentityId id() {
    return nodeKey.identity();
  }

  Gateway gateway(KeyRing ring) {
    GatewayClient client =
        new GatewayClient(this, Optional.of(id()), ring.authority(), fixture::now);
    return Gateway.of(client, Optional.of(ring), Optional.of(fixture.id()));
  }

  List<AcceptedRecord> history() {
    return List.copyOf(log);
  }

  /** The newest version of everything that was sent here. */
  List<AcceptedRecord> current() {
    return log.stream()
        .map(record -> record.signed().key())
        .distinct()
        .map(key -> fixture.ledger.latest(key).orElseThrow())
        .toList();
  }

  @Override
  public Answer send(Call call) throws IOException {
    calls.add(call);
    if (call.method().equals("PUT") && !refusals.isEmpty()) {
      return problem(409, refusals.removeFirst());
    }
    Answer answer = answer(call);
    if (call.method().equals("PUT") && !mishaps.isEmpty()) {
      UnaryOperator<Answer> mishap =
          mishaps.removeFirst().orElseThrow(() -> new IOException("connection reset"));
      return mishap.apply(answer);
    }
    return answer;
  }

  private Answer answer(Call call) {
    String path = call.path();
    if (call.method().equals("PUT")) {
      return put(call);
    }
    if (path.equals("/v1/enrolment")) {
      return enrol(call.body());
    }
    if (path.equals("/v1/ledger")) {
      return json(Map.of("ledger", fixture.id(), "time", fixture.now()));
    }
    if (path.equals("/v1/ledger/records")) {
      return page(call.target());
    }
    if (path.startsWith("/v1/ledger/records/")) {
      return record(call.target());
    }
    return problem(404, "not-found");
  }

  private Answer put(Call call) {
    List<String> lines = call.body().lines().toList();
    boolean rehearsal = call.target().endsWith("?dryRun=true");
    List<SignedRecord> records = new ArrayList<>();
    Optional<String> part = Optional.empty();
    for (String line : lines) {
      if (line.startsWith("{") || line.chars().filter(c -> c == '.').count() != 2) {
        part = Optional.of(line);
      } else {
        records.add(RecordCodec.parse(line));
      }
    }
    boolean changed = false;
    for (SignedRecord record : records) {
      switch (rehearsal ? rehearse(record) : fixture.submit(record)) {
        case Verdict.Refused refused -> {
          ProblemDocument problem = RefusalProblem.of(refused.refusals());
          return problem(problem);
        }
        case Verdict.Accepted _ -> {
          changed = true;
          if (!rehearsal) {
            log.add(fixture.ledger.latest(record.key()).orElseThrow());
          }
        }
        case Verdict.Unchanged _ -> {}
      }
    }
    SignedRecord main = records.getFirst();
    if (rehearsal) {
      return json(Map.of());
    }
    part.ifPresent(text -> sealed.put(main.key(), text));
    String pair = ReceiptCodec.pair(fixture.ledger.latest(main.key()).orElseThrow());
    return new Answer(changed ? 201 : 200, Map.of("content-type", "application/jose"), pair);
  }

  private Verdict rehearse(SignedRecord record) {
    return LedgerRules.decide(record, fixture.ledger, fixture.now(), Scope.LEDGER);
  }

  private Answer enrol(String body) {
    var tree = Json.readTree(body);
    IdentityId provider = new IdentityId(tree.path("provider").asString(""));
    NodeProof proof =
        new NodeProof(
            fixture.id(),
            provider,
            tree.path("pool").asString(""),
            nodeKey.publicKey(),
            poolKey.publicKey(),
            SigningKey.generate().keyId(),
            List.of("https://127.0.0.1:7443"));
    String admission = new ProviderAdmissionProof(fixture.id(), provider).sign(fixture.operator);
    return json(Map.of("proof", proof.sign(nodeKey), "admission", admission, "more", 1));
  }

  private Answer record(String target) {
    String rest = target.substring("/v1/ledger/records/".length());
    int query = rest.indexOf('?');
    RecordKey key = new RecordKey(query < 0 ? rest : rest.substring(0, query));
    Optional<AcceptedRecord> found =
        rest.contains("?version=")
            ? fixture.ledger.at(key, Long.parseLong(rest.substring(rest.indexOf('=') + 1)))
            : fixture.ledger.latest(key);
    String more = rest.contains("?sealed=true") ? "\n" + sealed.getOrDefault(key, "") : "";
    return found
        .map(record -> new Answer(200, Map.of(), ReceiptCodec.pair(record) + more))
        .orElseGet(() -> problem(404, "not-found"));
  }

  private Answer page(String target) {
    String prefix = target.replaceAll(".*prefix=([^&]*).*", "$1").replace("%2F", "/");
    List<AcceptedRecord> all = prefix.equals("log/") ? history() : current();
    List<Map<String, Object>> items =
        all.stream()
            .filter(r -> prefix.equals("log/") || r.signed().key().text().startsWith(prefix))
            .map(
                r ->
                    Map.<String, Object>of(
                        "key",
                        r.signed().key().text(),
                        "record",
                        r.signed().compact(),
                        "receipt",
                        r.receipt().compact()))
            .toList();
    int after = target.contains("after=") ? Integer.parseInt(target.replaceAll(".*after=", "")) : 0;
    int end = Math.min(after + 3, items.size());
    Map<String, Object> page = new HashMap<>(Map.of("items", items.subList(after, end)));
    if (end < items.size()) {
      page.put("next", String.valueOf(end));
    }
    return json(page);
  }

  static Answer json(Object value) {
    return new Answer(200, Map.of("content-type", "application/json"), Json.write(value));
  }

  static Answer problem(int status, String code) {
    return problem(ProblemDocument.of(status, code, "No", "", "It is not so", "Do otherwise"));
  }

  private static Answer problem(ProblemDocument problem) {
    return new Answer(
        problem.status(), Map.of("content-type", ProblemDocument.MEDIA_TYPE), Json.write(problem));
  }

  /** How many calls with a method were made. */
  long count(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).count();
  }

  @Override
  public OpenAnswer open(Call call) throws IOException {
    Answer answer = send(call);
    return new OpenAnswer(
        answer.status(),
        answer.headers(),
        new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String address() {
    return "memory";
  }

  @Override
  public boolean isLocalAdministrator() {
    return false;
  }

  @Override
  public void close() {}
}
