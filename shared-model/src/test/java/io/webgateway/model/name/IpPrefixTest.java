package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "400::/7, 5ff:ffff::1, true",
    "400::/7, 600::1, false",
    "400::/7, 3ff::1, false",
    "200::/7, 3ff::1, true",
    "::1/128, ::1, true",
    "::1/128, ::2, false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false"
  })
  void containsItsBlockAndNothingElse(String prefix, String address, boolean expected) {
    assertThat(IpPrefix.of(prefix).contains(InetAddress.ofLiteral(address))).isEqualTo(expected);
    assertThat(IpPrefix.of(prefix)).hasToString(prefix);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0, no length",
    "'', no length",
    "10.0.0.0/, no proper length",
    "10.0.0.0/+8, no proper length",
    "10.0.0.0/08, no proper length",
    "10.0.0.0/8/8, no proper length",
    "10.0.0.0/33, outside 0 to 32",
    "400::/129, outside 0 to 128",
    "10.0.0.1/8, write 10.0.0.0/8",
    "401::/7, write 400::/7",
    "10/8, not an address",
    "0x0a.0.0.0/8, not an address",
    "fe80::1%eth0/64, zone",
    "example.com/8, not an address"
  })
  void refusesEverythingElseAndSaysWhatWouldBeRight(String text, String expected) {
    assertThat(IpPrefix.problemOf(text)).get().asString().contains(expected);
  }

  @Test
  void containsSmallerBlocksOnly() {
    assertThat(IpPrefix.of("10.0.0.0/8").contains(IpPrefix.of("10.1.0.0/16"))).isTrue();
    assertThat(IpPrefix.of("10.1.0.0/16").contains(IpPrefix.of("10.0.0.0/8"))).isFalse();
    assertThat(IpPrefix.of("10.0.0.0/8").contains(IpPrefix.of("400::/7"))).isFalse();
  }
}
