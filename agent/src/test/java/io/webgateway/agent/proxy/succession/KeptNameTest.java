package io.webgateway.agent.proxy.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptNameTest {
  @Test
  void everyNameComesBackFromAWordThatTheServiceManagerTakes() {
    for (SocketName name :
        new SocketName[] {
          SocketName.of("tcp /127.0.0.1:8443"),
          new SocketName("udp /[0:0:0:0:0:0:0:0]:53", 7, "fe80:0:0:0:0:0:0:1"),
          SocketName.of("tcp /127.0.0.1:0 tcp/5432 of a name: with colons")
        }) {
      String word = KeptName.of(name).orElseThrow();
      assertThat(word).matches("[A-Za-z0-9_-]{1,255}");
      assertThat(KeptName.read(word)).contains(name);
    }
  }

  @Test
  void aNameThatIsTooLongIsNotKept() {
    assertThat(KeptName.of(SocketName.of("tcp " + "x".repeat(200)))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "stored", "http.socket", "webgw-", "webgw-%", "webgw-eA", "webgw-eAp5Cno"})
  void aWordOfSomebodyElseIsNoName(String word) {
    assertThat(KeptName.read(word)).isEmpty();
  }
}
