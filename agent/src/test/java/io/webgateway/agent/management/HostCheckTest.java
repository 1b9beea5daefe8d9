package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.management.call.CallHead;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
  private final HostCheck check = new HostCheck(List.of("https://node.example.org:7443"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:7443",
        "127.0.0.1",
        "[::1]:7443",
        "[::1]",
        "localhost:7443",
        "localhost",
        "node.example.org:7443",
        "NODE.example.org"
      })
  void addressesAndOwnNamesAreGood(String host) {
    assertThatCode(() -> check.check(head(Map.of("host", host)))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example:7443",
        "localhost.evil.example",
        "node.example.org.evil.example",
        "evil@127.0.0.1",
        "127.0.0.1.evil.example",
        "a b"
      })
  void otherNamesAreRefused(String host) {
    assertThatThrownBy(() -> check.check(head(Map.of("host", host))))
        .isInstanceOf(CallRefused.class)
        .hasMessageContaining("unknown-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost"})
  void pagesOfOtherOriginsAreRefused(String origin) {
    assertThatThrownBy(() -> check.check(head(Map.of("host", "localhost", "origin", origin))))
        .isInstanceOf(CallRefused.class)
        .hasMessageContaining("foreign-origin");
  }

  private static CallHead head(Map<String, String> headers) {
    return new CallHead(HttpMethod.GET, "/v1/ledger", "/v1/ledger", Map.of(), headers, false);
  }
}
