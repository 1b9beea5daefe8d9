package io.webgateway.agent.routing.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientKeyTest {
  @Test
  void tellsEveryIpv4AddressFromEveryOther() {
    assertThat(ClientKey.of("192.0.2.1")).isNotEqualTo(ClientKey.of("192.0.2.2"));
    assertThat(ClientKey.of("192.0.2.1")).isEqualTo(ClientKey.of("::ffff:192.0.2.1"));
  }

  @Test
  void takesTheFirst64BitsOfIpv6ForOneClient() {
    assertThat(ClientKey.of("2001:db8:0:1::1")).isEqualTo(ClientKey.of("2001:db8:0:1:ffff::9"));
    assertThat(ClientKey.of("2001:db8:0:1::1")).isNotEqualTo(ClientKey.of("2001:db8:0:2::1"));
  }

  @Test
  void neverTakesAnIpv4AddressForAnIpv6One() {
    assertThat(ClientKey.of("0.0.0.0")).isNotEqualTo(ClientKey.of("::1"));
    assertThat(ClientKey.of("127.0.0.1")).isNotEqualTo(ClientKey.of("::1"));
  }

  @Test
  void takesWhatIsNoAddressForOneClient() {
    assertThat(ClientKey.of("unknown")).isEqualTo(ClientKey.UNKNOWN);
  }
}
