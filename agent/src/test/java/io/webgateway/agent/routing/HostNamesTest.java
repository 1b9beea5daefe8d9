package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, ''",
    "EXAMPLE.com., example.com, ''",
    "Example.com.:8443, example.com, :8443",
    "example.com:, example.com, ''",
    "xn--bcher-kva.example, xn--bcher-kva.example, ''",
    "127.0.0.1:80, 127.0.0.1, :80",
    "[::1]:8080, [::1], :8080",
    "[2001:DB8::1], [2001:db8::1], ''",
  })
  void anAuthorityIsReadIntoACanonicalHostAndAPort(String authority, String host, String port) {
    assertThat(HostNames.ofAuthority(authority)).contains(host);
    assertThat(HostNames.portSuffix(authority)).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a b",
        "a,b",
        "user@a",
        "user:pw@a",
        "a:b",
        "a:123456",
        "a:65536",
        "a:+1",
        "[::1",
        "[]",
        "[::1]x",
        "[g::1]",
        "bücher.example",
        "a/b",
        "a?b",
        "a#b",
        "a%41",
        "*.example",
        "a:80:80"
      })
  void whatIsNotAHostWithAPortIsRefused(String authority) {
    assertThat(HostNames.ofAuthority(authority)).isEmpty();
  }

  @Test
  void labelsAndNamesHaveTheLengthsOfTheDns() {
    String label = "a".repeat(63);
    assertThat(HostNames.canonical(label)).contains(label);
    assertThat(HostNames.canonical(label + "a")).isEmpty();
    String name = String.join(".", label, label, label, "a".repeat(61));
    assertThat(HostNames.canonical(name)).contains(name);
    assertThat(HostNames.canonical(name + "a")).isEmpty();
  }
}
