package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LineBackend;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TlsServers;
import io.webgateway.agent.proxy.fixture.Waits;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.HoldTally;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Backends of connections move, die and come back, and the visitors' connections stay. */
class TcpRelocationIT {
  private static final String WORKLOAD = "db/1";
  private static final StreamTls UNTOUCHED = new StreamTls.Untouched();
  private static final MockUpstream.Script ECHO = socket -> socket.in().transferTo(socket.out());
  private static final BackendLoss WAITS = new BackendLoss.Wait(20_000, 100, false, 0);
  private static final BackendLoss RESUMES = new BackendLoss.Wait(20_000, 100, true, 0);

  private static TcpRoute route(BackendLoss loss, int... ports) {
    return route(TrafficPolicy.UNCHECKED.with(loss), UNTOUCHED, new UpstreamTls.Off(), ports);
  }

  private static TcpRoute route(
      TrafficPolicy policy, StreamTls tls, UpstreamTls upstream, int... ports) {
    List<Cluster.Endpoint> endpoints =
        IntStream.of(ports)
            .<Cluster.Endpoint>mapToObj(port -> new Cluster.Endpoint.Address("127.0.0.1", port, 1))
            .toList();
    UpstreamProtocol protocol =
        new UpstreamProtocol(UpstreamProtocol.HttpVersion.HTTP_1_1, upstream);
    return InProcessGateway.tcp(
        WORKLOAD, tls, ExchangeLimits.DEFAULT, new Cluster(WORKLOAD, protocol, policy, endpoints));
  }

  private static InProcessGateway gateway(TcpRoute route) {
    InProcessGateway gateway = InProcessGateway.start();
    gateway.withPorts(route).apply();
    return gateway;
  }

  private static HoldTally.Snapshot holds(InProcessGateway gateway) {
    return gateway
        .engine()
        .clusters()
        .newest(WORKLOAD)
        .orElseThrow()
        .holds()
        .snapshot(gateway.engine().clusters().nowNanos());
  }

  private static void awaitHeld(InProcessGateway gateway, int count) {
    await().until(() -> holds(gateway).now() == count);
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static CompletionReason onlyReason(InProcessGateway gateway) {
    return gateway.events().awaitCount(1).getFirst().reason();
  }

  @Test
  void whoComesWhileNobodyListensIsServedWithoutLossWhenTheBackendIsBack() throws IOException {
    byte[] sent = new byte[300_000];
    new Random(1).nextBytes(sent);
    int port = Waits.deadPort();
    try (InProcessGateway gateway = gateway(route(WAITS, port));
        RawClient client = gateway.tcpClient()) {
      int localPort = client.socket().getLocalPort();
      Thread writing = Thread.ofVirtual().start(() -> write(client, sent));
      awaitHeld(gateway, 1);
      assertThat(holds(gateway).bytes()).as("back-pressure").isLessThan(sent.length);
      try (MockUpstream back = MockUpstream.startOn(port, ECHO)) {
        assertThat(client.socket().getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        assertThat(client.socket().getLocalPort()).isEqualTo(localPort);
        assertThat(back.connections()).isEqualTo(1);
      }
      assertThat(writing.isAlive()).isFalse();
      assertThat(holds(gateway).ended(HoldEnd.RESUMED)).isEqualTo(1);
    }
  }

  private static void write(RawClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoWaitsGoesToWhereAnEditMovesTheBackend() throws IOException {
    try (InProcessGateway gateway = gateway(route(WAITS, Waits.deadPort()));
        LineBackend next = new LineBackend();
        RawClient client = gateway.tcpClient().send("hello\n")) {
      awaitHeld(gateway, 1);
      gateway.withPorts(route(WAITS, next.port())).apply();
      assertThat(lines(client.socket()).readLine()).isEqualTo("hello");
    }
  }

  @Test
  void aBackendThatTakesConnectionsAndEndsThemAtOnceIsNone() throws IOException {
    try (MockUpstream front = MockUpstream.start(socket -> {});
        InProcessGateway gateway = gateway(route(WAITS, front.port()));
        RawClient client = gateway.tcpClient()) {
      awaitHeld(gateway, 1);
      await().until(() -> front.connections() >= 3);
      front.play(
          socket -> {
            socket.send("ready\n");
            ECHO.play(socket);
          });
      BufferedReader in = lines(client.socket());
      assertThat(in.readLine()).isEqualTo("ready");
      client.send("hello\n");
      assertThat(in.readLine()).isEqualTo("hello");
    }
  }

  @Test
  void whoWaitsInVainOrFindsNoRoomIsResetAndTheReasonIsTold() throws IOException {
    int port = Waits.deadPort();
    try (InProcessGateway gateway = gateway(route(new BackendLoss.Wait(2_000, 1, false, 0), port));
        RawClient first = gateway.tcpClient()) {
      awaitHeld(gateway, 1);
      try (RawClient second = gateway.tcpClient()) {
        assertThatThrownBy(() -> second.socket().getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
      assertThatThrownBy(() -> first.socket().getInputStream().read())
          .isInstanceOf(SocketException.class);
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.HOLD_FULL, CompletionReason.HOLD_EXPIRED);
      assertThat(holds(gateway).ended())
          .containsAllEntriesOf(Map.of(HoldEnd.EXPIRED, 1L, HoldEnd.REFUSED, 1L));
    }
  }

  @Test
  void aVisitorThatBreaksOffWhileItWaitsIsLetGo() throws IOException {
    try (InProcessGateway gateway = gateway(route(WAITS, Waits.deadPort()));
        RawClient client = gateway.tcpClient().send("hello")) {
      awaitHeld(gateway, 1);
      client.reset();
      assertThat(onlyReason(gateway)).isEqualTo(CompletionReason.CLIENT_ABORTED);
      assertThat(holds(gateway).ended(HoldEnd.LEFT)).isEqualTo(1);
      await().until(() -> gateway.engine().counters().openConnections() == 0);
    }
  }

  @Test
  void aConnectionGoesOnOverRestartsAndAMoveAndNothingIsLostThatWasAnswered() throws Exception {
    try (LineBackend first = new LineBackend();
        LineBackend second = new LineBackend();
        InProcessGateway gateway = gateway(route(RESUMES, first.port()));
        RawClient client = gateway.tcpClient()) {
      int localPort = client.socket().getLocalPort();
      BufferedReader in = lines(client.socket());
      List<String> sent = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        exchange(client, in, sent, 20);
        first.kill();
        awaitHeld(gateway, 1);
        client.send(next(sent));
        first.restart();
        assertThat(in.readLine()).isEqualTo(sent.getLast());
      }
      gateway.withPorts(route(RESUMES, second.port())).apply();
      exchange(client, in, sent, 5);
      assertThat(second.lines()).as("an edit alone moves no connection").isEmpty();
      first.kill();
      await().until(() -> second.connections().size() == 1);
      exchange(client, in, sent, 20);
      assertThat(second.lines()).hasSize(20);
      List<String> received = new ArrayList<>(first.lines());
      received.addAll(second.lines());
      assertThat(received).isEqualTo(sent);
      assertThat(client.socket().getLocalPort()).isEqualTo(localPort);
      assertThat(gateway.events().all()).isEmpty();
    }
  }

  private static String next(List<String> sent) {
    sent.add("line " + sent.size());
    return sent.getLast() + "\n";
  }

  private static void exchange(RawClient client, BufferedReader in, List<String> sent, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      client.send(next(sent));
      assertThat(in.readLine()).isEqualTo(sent.getLast());
    }
  }

  @Test
  void underLoadEachLineComesOnceAtMostAndInOrderAndAfterALossNoneIsMissing() throws Exception {
    AtomicInteger written = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    try (LineBackend backend = new LineBackend();
        InProcessGateway gateway = gateway(route(RESUMES, backend.port()));
        RawClient client = gateway.tcpClient()) {
      Thread reading = Thread.ofVirtual().start(() -> drain(client));
      Thread writing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!enough.get()) {
                      String line = String.format("%08d%n", written.getAndIncrement());
                      write(client, line.getBytes(StandardCharsets.US_ASCII));
                    }
                  });
      for (int connections = 1; connections <= 3; connections++) {
        awaitBusy(backend, connections);
        backend.kill();
        backend.restart();
      }
      awaitBusy(backend, 4);
      enough.set(true);
      writing.join();
      String last = String.format("%08d", written.get() - 1);
      await().until(() -> backend.connections().getLast().getLast().equals(last));

      List<Integer> numbers = new ArrayList<>();
      for (List<String> lines : backend.connections()) {
        List<Integer> whole = numbers(lines);
        assertThat(whole).isEqualTo(successors(whole.getFirst(), whole.size()));
        numbers.addAll(whole);
      }
      assertThat(numbers).isSorted().doesNotHaveDuplicates();
      client.reset();
      reading.join();
    }
  }

  private static void awaitBusy(LineBackend backend, int connections) {
    await()
        .until(
            () ->
                backend.connections().size() == connections
                    && backend.connections().getLast().size() > 1_000);
  }

  /** What a connection begins with may be what is left of a line that a lost one had begun. */
  private static List<Integer> numbers(List<String> lines) {
    return lines.stream().filter(line -> line.length() == 8).map(Integer::valueOf).toList();
  }

  private static List<Integer> successors(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  private static void drain(RawClient client) {
    try {
      client.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void theFirstBytesAreSentAgainToTheNextBackend() throws IOException {
    String login = "LOGIN me\n";
    try (LineBackend backend = new LineBackend();
        InProcessGateway gateway =
            gateway(
                route(new BackendLoss.Wait(20_000, 100, true, login.length()), backend.port()));
        RawClient client = gateway.tcpClient().send(login)) {
      BufferedReader in = lines(client.socket());
      assertThat(in.readLine()).isEqualTo("LOGIN me");
      client.send("one\n");
      assertThat(in.readLine()).isEqualTo("one");
      backend.kill();
      awaitHeld(gateway, 1);
      client.send("two\n");
      backend.restart();
      assertThat(in.readLine()).isEqualTo("LOGIN me");
      assertThat(in.readLine()).isEqualTo("two");
      assertThat(backend.connections())
          .containsExactly(List.of("LOGIN me", "one"), List.of("LOGIN me", "two"));
    }
  }

  @Test
  void anEndThatABackendMeansIsPassedOnAndOneOfADeadBackendIsNot() throws Exception {
    MockUpstream.Script oneAnswer =
        socket -> {
          socket.in().readNBytes(2);
          socket.send("ok\n");
        };
    try (MockUpstream backend = MockUpstream.start(oneAnswer);
        InProcessGateway gateway = gateway(route(RESUMES, backend.port()))) {
      try (RawClient client = gateway.tcpClient().send("a\n")) {
        assertThat(client.readAll()).isEqualTo("ok\n");
      }
      List<Socket> taken = new CopyOnWriteArrayList<>();
      MockUpstream dying =
          MockUpstream.start(
              socket -> {
                socket.send("ready\n");
                socket.in().read();
                await().until(() -> !taken.isEmpty());
              });
      gateway.withPorts(route(RESUMES, dying.port())).apply();
      try (RawClient client = gateway.tcpClient()) {
        BufferedReader in = lines(client.socket());
        assertThat(in.readLine()).isEqualTo("ready");
        client.send("x");
        dying.stopListening();
        taken.add(client.socket());
        awaitHeld(gateway, 1);
        try (MockUpstream back =
            MockUpstream.startOn(dying.port(), socket -> socket.send("ready again\n"))) {
          assertThat(in.readLine()).isEqualTo("ready again");
          assertThat(back.connections()).isPositive();
        }
      }
    }
  }

  @Test
  void aBackendThatTakesAndDropsAgainAndAgainIsGivenUp() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.in().read();
                  socket.reset();
                });
        InProcessGateway gateway = gateway(route(RESUMES, backend.port()));
        RawClient client = gateway.tcpClient()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int i = 0; i < 2_000; i++) {
                    client.send("x");
                    Thread.sleep(5);
                  }
                } catch (IOException | InterruptedException e) {
                  // It is over.
                }
              });
      assertThat(client.readAll()).isIn("", "<reset>");
      assertThat(onlyReason(gateway)).isEqualTo(CompletionReason.RESUMED_IN_VAIN);
      assertThat(backend.connections()).isEqualTo(4);
    }
  }

  @Test
  void backendsLearnWhichConnectionGoesOn() throws Exception {
    List<byte[]> heads = new CopyOnWriteArrayList<>();
    MockUpstream.Script recording =
        socket -> {
          byte[] fixed = socket.in().readNBytes(16);
          byte[] rest = socket.in().readNBytes(((fixed[14] & 0xff) << 8) | (fixed[15] & 0xff));
          heads.add(rest);
          ECHO.play(socket);
        };
    TrafficPolicy policy = TrafficPolicy.UNCHECKED.with(RESUMES).with(ProxyProtocol.V2);
    MockUpstream backend = MockUpstream.start(recording);
    try (InProcessGateway gateway =
            gateway(route(policy, UNTOUCHED, new UpstreamTls.Off(), backend.port()));
        RawClient client = gateway.tcpClient().send("a")) {
      assertThat(client.socket().getInputStream().read()).isEqualTo('a');
      backend.kill();
      awaitHeld(gateway, 1);
      client.send("b");
      try (MockUpstream _ = MockUpstream.startOn(backend.port(), recording)) {
        assertThat(client.socket().getInputStream().read()).isEqualTo('b');
      }
      client.reset();
      TrafficEvent.StreamConnection told =
          (TrafficEvent.StreamConnection) gateway.events().awaitCount(1).getFirst();
      for (int i = 0; i < 2; i++) {
        byte[] tlvs = Arrays.copyOfRange(heads.get(i), 12, heads.get(i).length);
        int length = told.connectionId().length();
        assertThat(tlvs[0] & 0xff).isEqualTo(0xe0);
        assertThat(new String(tlvs, 3, length, StandardCharsets.US_ASCII))
            .isEqualTo(told.connectionId());
        assertThat(Arrays.copyOfRange(tlvs, 3 + length, tlvs.length))
            .containsExactly(0xe1, 0, 4, 0, 0, 0, i);
      }
    }
  }

  @Test
  void aClientHelloBeginsAnewUntilABackendAnswersAndAfterwardsALossIsBrokenOff()
      throws IOException {
    byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming("a.example"));
    AtomicInteger hellos = new AtomicInteger();
    int port = Waits.deadPort();
    MockUpstream.Script script =
        socket -> {
          assertThat(socket.in().readNBytes(hello.length)).isEqualTo(hello);
          if (hellos.incrementAndGet() < 3) {
            socket.reset();
          } else {
            socket.send("!");
            socket.stall();
          }
        };
    PassthroughRoute route =
        new PassthroughRoute(
            WORKLOAD,
            "tenant-a",
            Set.of("a.example"),
            route(RESUMES, port).cluster(),
            ExchangeLimits.DEFAULT);
    try (InProcessGateway gateway = InProcessGateway.start(route);
        RawClient client = RawClient.connect(gateway.httpsPort()).send(hello)) {
      awaitHeld(gateway, 1);
      MockUpstream backend = MockUpstream.startOn(port, script);
      assertThat(client.socket().getInputStream().read()).isEqualTo('!');
      assertThat(hellos).hasValue(3);
      backend.kill();
      assertThatThrownBy(() -> client.socket().getInputStream().read())
          .isInstanceOf(SocketException.class);
      assertThat(onlyReason(gateway)).isEqualTo(CompletionReason.UPSTREAM_RESET);
    }
  }

  @Test
  void tlsOfVisitorsAndToBackendsGoesOnToo() throws IOException {
    TestAuthority authority = TestAuthority.named("Databases");
    UpstreamTls trusted =
        new UpstreamTls.On(
            new UpstreamTls.Trust.Authorities(List.of(authority.certificate())),
            "backend.test",
            Optional.empty());
    StreamTls terminated = new StreamTls.Terminated("db.example", TlsPolicy.DEFAULT);
    MockUpstream first =
        MockUpstream.startOn(TlsServers.listen(authority.issue("backend.test"), List.of()), ECHO);
    try (MockUpstream second =
            MockUpstream.startOn(
                TlsServers.listen(authority.issue("backend.test"), List.of()), ECHO);
        InProcessGateway gateway = InProcessGateway.start()) {
      TrafficPolicy policy = TrafficPolicy.UNCHECKED.with(RESUMES);
      gateway
          .with(TestCertificates.selfSigned("db.example"))
          .withPorts(route(policy, terminated, trusted, first.port()))
          .apply();
      try (Socket client =
          InProcessGateway.tlsSocket(gateway.port("tcp/1"), "db.example", "postgresql")) {
        byte[] block = new byte[200_000];
        new Random(2).nextBytes(block);
        client.getOutputStream().write(block);
        assertThat(client.getInputStream().readNBytes(block.length)).isEqualTo(block);
        gateway.withPorts(route(policy, terminated, trusted, second.port())).apply();
        first.kill();
        client.getOutputStream().write(block);
        assertThat(client.getInputStream().readNBytes(block.length)).isEqualTo(block);
      }
    }
  }
}
