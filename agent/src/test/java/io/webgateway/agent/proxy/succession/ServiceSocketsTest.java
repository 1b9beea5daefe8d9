package io.webgateway.agent.proxy.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceSocketsTest {
  private static final SocketName WEB = SocketName.of("tcp /127.0.0.1:8443");
  private static final SocketName NAMES = new SocketName("udp /127.0.0.1:53", 1, "");

  private static Map<String, String> environment(String pid) {
    return Map.of(
        "LISTEN_PID",
        pid,
        "LISTEN_FDS",
        "2",
        "LISTEN_FDNAMES",
        KeptName.of(WEB).orElseThrow() + ":" + KeptName.of(NAMES).orElseThrow());
  }

  @Test
  void theSocketsBeginAfterTheThreeStandardStreams() {
    assertThat(ServiceSockets.of(environment("4711"), 4_711))
        .containsExactly(new ListeningSocket(WEB, 3), new ListeningSocket(NAMES, 4));
  }

  @Test
  void thoseOfAnotherProcessAreLeftAlone() {
    assertThat(ServiceSockets.of(environment("4710"), 4_711)).isEmpty();
    assertThat(ServiceSockets.of(Map.of(), 4_711)).isEmpty();
  }
}
