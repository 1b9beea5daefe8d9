package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.ServerCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Changes while traffic flows. */
class LiveChangeIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  @Test
  void hundredsOfSwapsUnderLoadLoseNothingAndCloseNoConnection() throws Exception {
    try (MockUpstream one = MockUpstream.answering("one");
        MockUpstream two = MockUpstream.answering("two");
        InProcessGateway gateway = InProcessGateway.start()) {
      ServerCertificate old = TestCertificates.selfSigned("a.example");
      ServerCertificate renewed = TestCertificates.selfSigned("a.example");
      gateway.with(old).apply(InProcessGateway.route("a.example", one.port()));
      ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      List<Thread> visitors = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        boolean tls = i % 2 == 0;
        visitors.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (RawClient client =
                          tls ? gateway.tlsClient("a.example") : gateway.client()) {
                        while (!stop.get()) {
                          String body = client.send(GET).read().body();
                          if (!body.equals("one") && !body.equals("two")) {
                            failures.add(body);
                          }
                          answered.incrementAndGet();
                        }
                      } catch (IOException e) {
                        failures.add(e.toString());
                      }
                    }));
      }
      for (int swap = 0; swap < 200; swap++) {
        gateway
            .with(swap % 2 == 0 ? renewed : old)
            .apply(
                InProcessGateway.route("a.example", swap % 3 == 0 ? one.port() : two.port()),
                InProcessGateway.route("other" + swap + ".example", one.port()));
      }
      int seen = answered.get();
      Awaitility.await().until(() -> answered.get() > seen + 100);
      stop.set(true);
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void everyExchangeOfAKeptConnectionFollowsTheCurrentTable() throws IOException {
    try (MockUpstream one = MockUpstream.answering("one");
        MockUpstream two = MockUpstream.answering("two");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", one.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("one");
      gateway.apply(InProcessGateway.route("a.example", two.port()));
      assertThat(client.send(GET).read().body()).isEqualTo("two");
      gateway.apply();
      assertThat(client.send(GET).read().status()).isEqualTo(404);
      gateway.apply(InProcessGateway.route("a.example", one.port()));
      assertThat(client.send(GET).read().body()).isEqualTo("one");
    }
  }

  @Test
  void anExchangeUnderWayOutlivesTheRemovalOfItsRoute() throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch removed = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  asked.countDown();
                  removed.await();
                  socket.ok("late");
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      client.send(GET);
      Awaitility.await().until(() -> asked.getCount() == 0);
      gateway.apply();
      removed.countDown();
      assertThat(client.read().body()).isEqualTo("late");
    }
  }

  @Test
  void aRenewedCertificateServesNewHandshakesAtOnce() throws IOException {
    ServerCertificate old = TestCertificates.selfSigned("a.example");
    ServerCertificate renewed = TestCertificates.selfSigned("a.example");
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(old).apply(InProcessGateway.route("a.example", backend.port()));
      try (RawClient before = gateway.tlsClient("a.example")) {
        assertThat(leaf(before)).isEqualTo(old.chain().getFirst());
        gateway.with(renewed).apply(InProcessGateway.route("a.example", backend.port()));
        try (RawClient after = gateway.tlsClient("a.example")) {
          assertThat(leaf(after)).isEqualTo(renewed.chain().getFirst());
        }
        assertThat(before.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  private static X509Certificate leaf(RawClient client) throws IOException {
    return (X509Certificate) ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
  }

  @Test
  void aPortInUseFailsAloneAndIsTakenWhenItIsFree() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = InProcessGateway.start()) {
      List<Listener> listeners;
      try (ServerSocket occupant = new ServerSocket(0, 1, loopback)) {
        InetSocketAddress taken = new InetSocketAddress(loopback, occupant.getLocalPort());
        listeners =
            List.of(
                new Listener("taken", taken, Listener.Protocol.HTTP),
                new Listener("http", new InetSocketAddress(loopback, 0), Listener.Protocol.HTTP));
        ApplyReport report =
            gateway.apply(listeners, InProcessGateway.route("a.example", backend.port()));

        assertThat(report.listeners().get("taken"))
            .isEqualTo(
                new ListenerState.Failed(
                    "Another program listens on localhost:" + occupant.getLocalPort() + "."));
        try (RawClient client = gateway.client()) {
          assertThat(client.send(GET).read().status()).isEqualTo(200);
        }
      }
      ApplyReport second =
          gateway.apply(listeners, InProcessGateway.route("a.example", backend.port()));
      assertThat(second.listeners().get("taken")).isInstanceOf(ListenerState.Bound.class);
    }
  }

  @Test
  void aRemovedListenerAcceptsNoMoreAndTheOthersDoNotNotice() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Listener kept =
        new Listener("http", new InetSocketAddress(loopback, 0), Listener.Protocol.HTTP);
    Listener gone =
        new Listener("gone", new InetSocketAddress(loopback, 0), Listener.Protocol.HTTP);
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.apply(List.of(kept, gone), InProcessGateway.route("a.example", backend.port()));
      int gonePort = gateway.port("gone");
      try (RawClient onKept = gateway.client();
          RawClient onGone = RawClient.connect(gonePort)) {
        assertThat(onKept.send(GET).read().status()).isEqualTo(200);
        assertThat(onGone.send(GET).read().status()).isEqualTo(200);
        gateway.apply(List.of(kept), InProcessGateway.route("a.example", backend.port()));

        assertThat(onGone.readAll()).isEmpty();
        assertThatThrownBy(() -> RawClient.connect(gonePort)).isInstanceOf(ConnectException.class);
        assertThat(onKept.send(GET).read().status()).isEqualTo(200);
      }
    }
  }
}
