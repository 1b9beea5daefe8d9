package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:80, 192.0.2.1:80",
    "[2001:db8:0:0:0:0:0:1]:443, [2001:db8::1]:443",
    "[::ffff:192.0.2.1]:80, 192.0.2.1:80",
    "[::]:1, [::]:1",
    "[2001:db8:0:1:1:1:1:1]:1, [2001:db8:0:1:1:1:1:1]:1",
    "[2001:0:0:1:0:0:0:1]:1, [2001:0:0:1::1]:1",
    "[400::ABCD]:65535, [400::abcd]:65535",
    "DB.Example.com:5432, db.example.com:5432",
    "localhost:1, localhost:1"
  })
  void readsAndWritesOneForm(String text, String expected) {
    assertThat(HostPort.of(text)).hasToString(expected);
    assertThat(HostPort.of(expected)).isEqualTo(HostPort.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no port",
    "example.com, no port",
    "[::1], no port",
    ":80, no host",
    "::1:80, without brackets",
    "2001:db8::1, without brackets",
    "[::1]x:80, not a host and a port",
    "[192.0.2.1]:80, brackets",
    "[fe80::1%eth0]:80, zone",
    "[::g]:80, not an IPv6",
    "[::ffff:127.1]:80, not an IPv6",
    "[1:2:3:4:5:6:7:8:9]:80, not an IPv6",
    "[::ffff:0127.0.0.1]:80, not an IPv6",
    "http://example.com:80, scheme",
    "user@example.com:80, more than",
    "example.com:80/x, more than",
    "example.com:, port is missing",
    "example.com:0, outside",
    "example.com:65536, outside",
    "example.com:99999999999, outside",
    "example.com:080, leading zero",
    "example.com:+80, not a port",
    "example.com:８０, not a port",
    "2130706433:80, not an address",
    "0x7f.1:80, not an address",
    "0x7f000001:80, not an address",
    "0177.0.0.1:80, not an address",
    "127.1:80, not an address",
    "127.0.0.01:80, not an address",
    "127.0.0.256:80, not an address",
    "127.0.0.1.:80, not an address",
    "1.2.3.4.5:80, not an address",
    "foo.0x10:80, not an address"
  })
  void refusesEverythingElseAndSaysWhy(String text, String expected) {
    assertThat(HostPort.problemOf(text)).get().asString().contains(expected);
  }
}
