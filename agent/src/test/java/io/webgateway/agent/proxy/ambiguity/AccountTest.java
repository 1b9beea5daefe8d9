package io.webgateway.agent.proxy.ambiguity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final Account ACCOUNT = new Account(Set.of("c1m", "c1f", "c2m"), Set.of("c1m"));

  @Test
  void whatWasForwardedAndSeenOnceIsRight() {
    assertThat(ACCOUNT.faultsOf(List.of("POST /c1m HTTP/1.1", "GET /c1f?x HTTP/1.1"))).isEmpty();
  }

  @Test
  void aRequestThatWasHiddenInABodyIsAFault() {
    assertThat(ACCOUNT.faultsOf(List.of("POST /c1m HTTP/1.1", "GET /c1h HTTP/1.1")))
        .containsExactly("never forwarded: GET /c1h HTTP/1.1");
  }

  @Test
  void oneRequestThatIsSeenTwiceIsAFault() {
    assertThat(ACCOUNT.faultsOf(List.of("POST /c1m HTTP/1.1", "POST /c1m HTTP/1.1")))
        .containsExactly("seen 2 times: POST /c1m HTTP/1.1");
  }

  @Test
  void aLineWithoutAMarkerIsAFault() {
    assertThat(ACCOUNT.faultsOf(List.of("/c1m", "\\x00")))
        .containsExactly("never forwarded: \\x00");
  }

  @Test
  void whatCompletedAndWasNotSeenIsAFault() {
    assertThat(ACCOUNT.faultsOf(List.of("/c2m"))).containsExactly("completed and not seen: c1m");
  }
}
