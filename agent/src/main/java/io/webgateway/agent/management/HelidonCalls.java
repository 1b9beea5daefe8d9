package io.webgateway.agent.management;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.CallHead;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.QueryText;
import io.webgateway.agent.observe.NodeMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Between the web server's requests and the {@link Api}'s calls: the only place that knows both.
 */
final class HelidonCalls implements Handler {
  private static final long BODY_LIMIT_MILLIS = 20_000;
  private static final long WRITE_LIMIT_MILLIS = 10_000;
  private static final Set<String> SINGLE =
      Set.of(
          "host",
          "authorization",
          "content-type",
          "content-length",
          "if-match",
          "idempotency-key",
          "last-event-id",
          "origin");

  private final Api api;
  private final Deadlines deadlines;
  private final NodeMetrics metrics;
  private final LongSupplier nanoTime;
  private final boolean isLocal;
  private final AtomicInteger running;

  /**
   * An adapter for one listener.
   *
   * @param nanoTime a clock for durations
   * @param isLocal whether the listener is the unix socket
   * @param running counts the calls that are being answered
   */
  HelidonCalls(
      Api api,
      Deadlines deadlines,
      NodeMetrics metrics,
      LongSupplier nanoTime,
      boolean isLocal,
      AtomicInteger running) {
    this.api = api;
    this.deadlines = deadlines;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.isLocal = isLocal;
    this.running = running;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    long began = nanoTime.getAsLong();
    running.incrementAndGet();
    try {
      Api.Outcome outcome = outcome(request);
      String method = request.prologue().method().text();
      send(outcome.answer(), method.equals("HEAD"), response);
      metrics.call(
          outcome.route(),
          HttpMethod.of(method).map(Enum::name).orElse("other"),
          outcome.answer().status(),
          nanoTime.getAsLong() - began);
    } finally {
      running.decrementAndGet();
    }
  }

  private Api.Outcome outcome(ServerRequest request) throws IOException {
    try {
      Optional<HttpMethod> method = HttpMethod.of(request.prologue().method().text());
      CallHead head = head(request, method.orElse(HttpMethod.GET));
      return api.answer(
          new Api.Arrival(head, method.isPresent()), maxBytes -> body(request, maxBytes));
    } catch (CallRefused e) {
      return new Api.Outcome(e.answer(), "none");
    }
  }

  private CallHead head(ServerRequest request, HttpMethod method) {
    HttpPrologue prologue = request.prologue();
    String path = prologue.uriPath().rawPath();
    String query = prologue.query().rawValue();
    Map<String, String> headers = new HashMap<>();
    for (Header header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (SINGLE.contains(name) && header.valueCount() > 1) {
        throw Faults.badRequest(
            "repeated-header", "The field " + name + " occurs more than once", "Send it once");
      }
      headers.put(name, String.join(", ", header.allValues()));
    }
    String uri = query.isEmpty() ? path : path + "?" + query;
    return new CallHead(method, path, uri, QueryText.parse(query), headers, isLocal);
  }

  private byte[] body(ServerRequest request, int maxBytes) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > maxBytes) {
      throw Faults.tooLarge(maxBytes);
    }
    byte[] body =
        deadlines.<byte[], IOException>within(
            BODY_LIMIT_MILLIS,
            () -> {
              try (InputStream in = request.content().inputStream()) {
                return in.readNBytes(maxBytes + 1);
              }
            });
    if (body.length > maxBytes) {
      throw Faults.tooLarge(maxBytes);
    }
    return body;
  }

  private void send(Answer answer, boolean headOnly, ServerResponse response) throws Exception {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.status(Status.create(answer.status()));
    if (!answer.mediaType().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, answer.mediaType());
    }
    switch (answer) {
      case Answer.Whole whole -> sendWhole(whole, headOnly, response);
      case Answer.Streamed streamed -> sendStream(streamed, headOnly, response);
    }
  }

  private void sendWhole(Answer.Whole whole, boolean headOnly, ServerResponse response) {
    whole.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    byte[] body = headOnly ? new byte[0] : whole.text().getBytes(StandardCharsets.UTF_8);
    deadlines.<Boolean, RuntimeException>within(
        WRITE_LIMIT_MILLIS,
        () -> {
          response.send(body);
          return true;
        });
  }

  private void sendStream(Answer.Streamed streamed, boolean headOnly, ServerResponse response)
      throws Exception {
    if (headOnly) {
      response.send();
      return;
    }
    try (OutputStream out = response.outputStream()) {
      streamed
          .source()
          .writeTo(
              text ->
                  deadlines.<Boolean, IOException>within(
                      WRITE_LIMIT_MILLIS,
                      () -> {
                        out.write(text.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                        return true;
                      }));
    }
  }
}
