package io.webgateway.console.web.session;

import io.webgateway.client.Answer;
import io.webgateway.client.Call;
import io.webgateway.client.OpenAnswer;
import io.webgateway.client.Transport;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Answers calls with what a test has laid ready; one that refuses says one problem to everything.
 */
public final class FakeAgent implements Transport {
  private final Map<String, String> answers = new HashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<ProblemDocument> refusal = Optional.empty();
  private boolean away;

  /** Lays an answer in JSON ready. */
  public FakeAgent answers(String path, String json) {
    answers.put(path, json);
    return this;
  }

  /** Says no to everything from now on. */
  public void refuses(int status, String code, String pointer, String fault, String cure) {
    refusal = Optional.of(ProblemDocument.of(status, code, "No", pointer, fault, cure));
  }

  /** Does not answer from now on. */
  public void goesAway() {
    away = true;
  }

  /** What was asked so far. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Answer send(Call call) throws IOException {
    calls.add(call);
    if (call.path().startsWith("/v1/traffic/")) {
      neverAnswer();
    }
    if (away) {
      throw new IOException("gone");
    }
    if (refusal.isPresent()) {
      return problem(refusal.get());
    }
    String found = answers.get(call.path());
    return found == null
        ? problem(ProblemDocument.of(404, "not-found", "No", "", "There is none", "Look elsewhere"))
        : new Answer(200, Map.of("content-type", "application/json", "etag", "\"1\""), found);
  }

  /** Tests tell a screen's feed themselves; a real watch must not come in between. */
  private void neverAnswer() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("no traffic here");
  }

  private static Answer problem(ProblemDocument problem) {
    return new Answer(
        problem.status(), Map.of("content-type", ProblemDocument.MEDIA_TYPE), Json.write(problem));
  }

  @Override
  public OpenAnswer open(Call call) throws IOException {
    throw new IOException("no streams here");
  }

  @Override
  public String address() {
    return "https://fake";
  }

  @Override
  public boolean isLocalAdministrator() {
    return false;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
