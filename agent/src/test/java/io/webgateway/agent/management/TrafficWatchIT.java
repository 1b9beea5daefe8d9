package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.client.CallAuthority;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.TlsTransport;
import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.client.traffic.TrafficWatch;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's watch against the real management server, over TLS. */
class TrafficWatchIT {
  @TempDir Path directory;
  private ManagementWorld world;
  private SigningKey owner;
  private GatewayClient client;
  private final Told told = new Told();

  /** Keeps what it is told, in words. */
  private static final class Told implements TrafficListener {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void connected() {
      all.add("connected");
    }

    @Override
    public void event(long sequence, TrafficEvent event) {
      all.add(event instanceof TrafficEvent.HttpExchange exchange ? exchange.path() : "other");
    }

    @Override
    public void gap(long missed) {
      all.add("gap " + missed);
    }

    @Override
    public void interrupted(String reason) {
      all.add("interrupted");
    }

    @Override
    public void refused(ProblemDocument problem) {
      all.add("refused " + problem.code().orElse(""));
    }

    void awaits(String word) {
      await().atMost(Duration.ofSeconds(30)).until(() -> all.contains(word));
    }
  }

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    owner = world.tenantWith("blog");
    client = clientTo(world.port());
  }

  private GatewayClient clientTo(int port) {
    return new GatewayClient(
        TlsTransport.pinned(URI.create("https://127.0.0.1:" + port), world.tls.pin()),
        Optional.of(world.nodeKey.identity()),
        new CallAuthority.Signing(owner.identity(), owner),
        world.clock);
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  private void publish(String path) {
    world.traffic.publish(TrafficSamples.exchange(owner, "blog.gw.example.org", path, 200));
  }

  @Test
  void eventsComeAndTheFilterChangesWhileTheStreamIsOpen() {
    try (TrafficWatch watch = TrafficWatch.start(client, "-path:/no", told)) {
      told.awaits("connected");
      publish("/no");
      publish("/yes");
      told.awaits("/yes");
      watch.filter("path:/no");
      assertThat(watch.filter()).isEqualTo("path:/no");
      await()
          .untilAsserted(
              () -> {
                publish("/no/2");
                assertThat(told.all).contains("/no/2");
              });
      publish("/yes/2");
      publish("/no/3");
      told.awaits("/no/3");
    }
    assertThat(told.all).doesNotContain("/no", "/yes/2", "interrupted");
    assertThat(world.traffic.enabled()).isFalse();
  }

  @Test
  void aStreamThatEndsWithItsTokenGoesOnWithoutLoss() {
    try (TrafficWatch watch = TrafficWatch.start(client, "", told)) {
      told.awaits("connected");
      publish("/1");
      told.awaits("/1");
      world.pass(Duration.ofMinutes(6));
      publish("/2");
      publish("/3");
      told.awaits("/3");
      assertThat(watch.filter()).isEmpty();
    }
    assertThat(told.all).containsExactly("connected", "/1", "connected", "/2", "/3");
  }

  @Test
  void aSessionThatIsGoneIsOpenedAgain() {
    try (TrafficWatch watch = TrafficWatch.start(client, "", told)) {
      told.awaits("connected");
      String session = sessionOfOwner();
      client.change("DELETE", "/v1/traffic/sessions/" + session, "", Map.of("if-match", "\"1\""));
      await().atMost(Duration.ofSeconds(30)).until(() -> connections() == 2);
      publish("/again");
      told.awaits("/again");
      assertThat(sessionOfOwner()).isNotEqualTo(session);
      assertThat(watch.filter()).isEmpty();
    }
    assertThat(told.all).contains("interrupted");
  }

  private long connections() {
    return told.all.stream().filter("connected"::equals).count();
  }

  private String sessionOfOwner() {
    return client.get("/v1/traffic/sessions").path("items").path(0).path("id").asString("");
  }

  @Test
  void aWrongFilterIsRefusedForGood() {
    try (TrafficWatch watch = TrafficWatch.start(client, "hots:a", told)) {
      told.awaits("refused bad-filter");
      assertThat(watch.filter()).isEqualTo("hots:a");
    }
    try (TrafficWatch watch = TrafficWatch.start(client, "", told)) {
      told.awaits("connected");
      told.all.clear();
      watch.filter("status:banana");
      told.awaits("refused bad-filter");
    }
    assertThat(told.all).containsExactly("refused bad-filter");
  }

  @Test
  void somebodyWithoutRightIsRefusedForGood() {
    SigningKey unheard = SigningKey.generate();
    GatewayClient stranger = client.as(new CallAuthority.Signing(unheard.identity(), unheard));
    try (TrafficWatch watch = TrafficWatch.start(stranger, "", told)) {
      told.awaits("refused unknown-identity");
      assertThat(watch.filter()).isEmpty();
    }
  }

  @Test
  void anAgentThatIsNotThereIsAskedAgainUntilTheWatchIsClosed() {
    world.server().close();
    TrafficWatch watch = TrafficWatch.start(client, "", told);
    told.awaits("interrupted");
    watch.close();
    watch.close();
    int before = told.all.size();
    watch.filter("status:5xx");
    assertThat(told.all).hasSize(before);
  }
}
