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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ten watchers at 1,000 events a second, one of which never reads, over TLS. */
class WatchersIT {
  private static final Logger LOG = LoggerFactory.getLogger(WatchersIT.class);
  private static final String LIST = "/v1/traffic/sessions";
  private static final int READING = 9;
  private static final int EVENTS = 5_000;
  private static final long EVENT_NANOS = 1_000_000;

  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey lazy = SigningKey.generate();
  private String lazySession = "";

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  /** Counts; a doubled or disordered number is a fault. */
  private static final class Count implements TrafficListener {
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private volatile long last;

    @Override
    public void connected() {
      connected.incrementAndGet();
    }

    @Override
    public void event(long sequence, TrafficEvent event) {
      if (sequence <= last) {
        faults.incrementAndGet();
      }
      last = sequence;
      seen.incrementAndGet();
    }

    @Override
    public void gap(long lost) {
      missed.addAndGet(lost);
    }

    @Override
    public void interrupted(String reason) {
      faults.incrementAndGet();
    }

    @Override
    public void refused(ProblemDocument problem) {
      faults.incrementAndGet();
    }
  }

  @Test
  @Timeout(120)
  void tenWatchersOfWhichOneNeverReadsSlowNobodyDown() throws Exception {
    SigningKey owner = world.ledger.identity();
    List<GatewayClient> clients = new ArrayList<>();
    List<TrafficWatch> watches = new ArrayList<>();
    List<Count> counts = new ArrayList<>();
    lazy = owner;
    try (SSLSocket stalled = stalledStream()) {
      for (int i = 0; i < READING; i++) {
        SigningKey watcher = i < 5 ? world.provider : owner;
        Count count = new Count();
        GatewayClient one = clientOf(watcher);
        clients.add(one);
        counts.add(count);
        watches.add(TrafficWatch.start(one, "", count));
      }
      await().until(() -> counts.stream().allMatch(count -> count.connected.get() == 1));
      List<Long> costs = publishSteadily(owner);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(counts)
                      .allSatisfy(
                          count ->
                              assertThat(count.seen.get() + count.missed.get()).isEqualTo(EVENTS)));
      assertThat(counts).allSatisfy(count -> assertThat(count.faults).hasValue(0));
      assertThat(counts).allSatisfy(count -> assertThat(count.seen.get()).isPositive());
      assertThat(world.traffic.published()).isEqualTo(EVENTS);
      assertThat(world.traffic.lost()).isZero();
      report(costs, counts);
      // A stream that cannot be written to ends by itself; its session follows with the lease.
      await().atMost(Duration.ofSeconds(30)).until(() -> !isLazyStreaming());
      assertThat(stalled.isClosed()).isFalse();
    } finally {
      watches.forEach(TrafficWatch::close);
      clients.forEach(GatewayClient::close);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> sessionsLeft() <= 1);
  }

  private long sessionsLeft() {
    String metrics = world.metrics.scrape();
    return metrics
        .lines()
        .filter(line -> line.startsWith("webgw_tap_sessions "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** Publishes on this thread as an event loop would; what each publishing cost, in nanoseconds. */
  private List<Long> publishSteadily(SigningKey owner) {
    List<Long> costs = new ArrayList<>(EVENTS);
    long start = System.nanoTime();
    String path = "/" + "x".repeat(1_500);
    for (int i = 0; i < EVENTS; i++) {
      TrafficEvent event = TrafficSamples.exchange(owner, "blog.gw.example.org", path, 200);
      long before = System.nanoTime();
      world.traffic.publish(event);
      costs.add(System.nanoTime() - before);
      while (System.nanoTime() - start < (i + 1) * EVENT_NANOS) {
        LockSupport.parkNanos(EVENT_NANOS / 2);
      }
    }
    return costs;
  }

  /** For the reader of the test's output; times are no matter of this test's success. */
  private static void report(List<Long> costs, List<Count> counts) {
    Collections.sort(costs);
    LOG.info(
        "publishing cost p50 {} ns, p99 {} ns, max {} ns; missed by the nine {}",
        costs.get(EVENTS / 2),
        costs.get(EVENTS * 99 / 100),
        costs.getLast(),
        counts.stream().mapToLong(count -> count.missed.get()).sum());
  }

  /** Asks for a stream, with a small buffer, and reads nothing of it. */
  private SSLSocket stalledStream() throws IOException {
    HttpResponse<String> opened =
        client.call("POST", LIST).as(lazy).json(Map.of("filter", "")).send();
    lazySession = LIST + "/" + ApiClient.json(opened).path("id").asString("");
    String uri = lazySession + "/events";
    String token =
        client.get(uri).as(lazy).request().headers().firstValue("Authorization").orElseThrow();
    Socket plain = new Socket();
    plain.setReceiveBufferSize(4_096);
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port()));
    SSLSocket socket =
        (SSLSocket)
            ApiClient.pinned(world.tls.pin())
                .getSocketFactory()
                .createSocket(plain, "localhost", world.port(), true);
    String head = "GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token;
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    await().until(() -> isLazyStreaming());
    return socket;
  }

  private boolean isLazyStreaming() {
    return ApiClient.json(client.get(lazySession).as(lazy).send()).path("streaming").asBoolean();
  }

  private GatewayClient clientOf(SigningKey key) {
    return new GatewayClient(
        TlsTransport.pinned(URI.create("https://127.0.0.1:" + world.port()), world.tls.pin()),
        Optional.of(world.nodeKey.identity()),
        new CallAuthority.Signing(key.identity(), key),
        world.clock);
  }
}
