package io.webgateway.agent.proxy.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNoticeIT {
  @TempDir Path folder;

  @Test
  void theServiceManagerIsToldWhichProcessServes() throws IOException {
    Socket manager = manager();
    ServiceNotice notice = notice();
    try {
      notice.serves(4_711);
      assertThat(next(manager)).isEqualTo("READY=1\nMAINPID=4711\nSTATUS=Serving\n");
      notice.stops();
      assertThat(next(manager)).isEqualTo("STOPPING=1\n");
    } finally {
      manager.close();
    }
  }

  @Test
  void itIsGivenEachSocketOnceAndToldOfEachThatIsGone() throws IOException {
    Socket manager = manager();
    ServiceNotice notice = notice();
    try {
      SocketName old = SocketName.of("tcp /127.0.0.1:80");
      ListeningSocket fresh =
          new ListeningSocket(SocketName.of("tcp /127.0.0.1:443"), manager.intValue());
      KeptSockets kept =
          new KeptSockets(notice, List.of(new ListeningSocket(old, manager.intValue())));
      kept.keep(List.of(fresh));
      assertThat(next(manager))
          .isEqualTo(
              "FDSTORE=1\nFDPOLL=0\nFDNAME=" + KeptName.of(fresh.name()).orElseThrow() + "\n");
      assertThat(next(manager))
          .isEqualTo("FDSTOREREMOVE=1\nFDNAME=" + KeptName.of(old).orElseThrow() + "\n");
      kept.keep(List.of(fresh));
      notice.stops();
      assertThat(next(manager)).as("nothing is said twice").isEqualTo("STOPPING=1\n");
    } finally {
      manager.close();
    }
  }

  private Socket manager() throws IOException {
    Epoll.ensureAvailability();
    Socket manager = Socket.newSocketDomainDgram();
    manager.bind(new DomainSocketAddress(folder.resolve("notify").toString()));
    return manager;
  }

  private ServiceNotice notice() {
    return ServiceNotice.of(Map.of("NOTIFY_SOCKET", folder.resolve("notify").toString()))
        .orElseThrow();
  }

  private static String next(Socket manager) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(4_096);
    await()
        .untilAsserted(
            () -> {
              DomainDatagramSocketAddress from =
                  manager.recvFromDomainSocket(bytes, 0, bytes.capacity());
              assertThat(Optional.ofNullable(from)).isPresent();
              bytes.limit(from.receivedAmount());
            });
    return StandardCharsets.US_ASCII.decode(bytes).toString();
  }

  @Test
  void aManagerThatIsGoneDisturbsNobody() {
    ServiceNotice.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()))
        .orElseThrow()
        .serves(1);
    assertThat(ServiceNotice.of(Map.of())).isEmpty();
    assertThat(ServiceNotice.of(Map.of("NOTIFY_SOCKET", "relative"))).isEmpty();
  }
}
