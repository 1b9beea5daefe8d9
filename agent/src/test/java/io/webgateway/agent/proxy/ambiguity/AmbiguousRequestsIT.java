package io.webgateway.agent.proxy.ambiguity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated requests that parsers read differently, through the gateway to a real server: it must
 * see what the gateway counted as forwarded, each request once, and nothing else. {@code
 * -Dwebgw.ambiguity.seed} repeats a run.
 */
@Timeout(300) // the long form; the ordinary one takes seconds
class AmbiguousRequestsIT {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int REQUESTS = ALL ? 3_000 : 100;
  private static final int AT_A_TIME = 25;
  // Requests that wait for a body that never comes are left alone after this.
  private static final int PATIENCE_MILLIS = 200;
  private static final String HOST = "a.example";

  private final long seed = Long.getLong("webgw.ambiguity.seed", System.nanoTime());

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aRealServerSeesWhatWasForwardedAndNothingElse(RealBackend.Program program) throws Exception {
    assumeTrue(program.isThere(), program + " is not installed");
    try (RealBackend backend = program.start(folder.resolve("backend"))) {
      everythingIsCounted(backend);
    }
  }

  @Test
  void aServerOfOursSeesWhatWasForwardedAndNothingElse() throws Exception {
    try (RealBackend backend = new RealBackend.Mock(MockUpstream.answering("ok"))) {
      everythingIsCounted(backend);
    }
  }

  private void everythingIsCounted(RealBackend backend) throws Exception {
    Random random = new Random(seed);
    try (InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route(HOST, backend.port()));
        ExecutorService visitors = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> visits =
          Stream.iterate(0, i -> i + 1)
              .limit(REQUESTS)
              .map(i -> AmbiguousRequest.of(random, "c" + i, HOST))
              .<Future<?>>map(request -> visitors.submit(() -> visit(gateway, request)))
              .toList();
      for (Future<?> visit : visits) {
        visit.get();
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(account(gateway).faultsOf(backend.seen()))
                      .as("seed %d", seed)
                      .isEmpty());
      assertThat(account(gateway).completed()).as("seed %d", seed).isNotEmpty();
      assertThat(gateway.events().all())
          .as("some must be refused, seed %d", seed)
          .anyMatch(event -> event.reason() == CompletionReason.FRAMING_REJECTED);
      System.out.printf(
          "%d ambiguous requests, %d forwarded, %d seen, seed %d%n",
          REQUESTS, account(gateway).forwarded().size(), backend.seen().size(), seed);
    }
  }

  private static Account account(InProcessGateway gateway) {
    List<HttpExchange> forwarded =
        gateway.events().all().stream()
            .filter(HttpExchange.class::isInstance)
            .map(HttpExchange.class::cast)
            .filter(exchange -> !exchange.endpoint().isEmpty())
            .toList();
    return new Account(
        forwarded.stream().map(each -> Account.marker(each.path())).collect(Collectors.toSet()),
        forwarded.stream()
            .filter(each -> each.reason() == CompletionReason.COMPLETED)
            .map(each -> Account.marker(each.path()))
            .collect(Collectors.toSet()));
  }

  private static void visit(InProcessGateway gateway, AmbiguousRequest request) {
    try (RawClient client = gateway.client()) {
      client.socket().setSoTimeout(PATIENCE_MILLIS);
      client.send(request.bytes());
      String _ = client.readAll();
    } catch (IOException e) {
      // It waits for more, and is left alone; or it was refused before all was sent.
    }
  }
}
