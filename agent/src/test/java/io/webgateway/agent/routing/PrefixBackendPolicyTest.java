package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.BackendPolicy.Verdict;
import io.webgateway.agent.routing.BackendPolicy.Verdict.Allowed;
import io.webgateway.agent.routing.BackendPolicy.Verdict.Refused;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixBackendPolicyTest {
  private static final Set<InetAddress> OWN =
      Set.of(InetAddress.ofLiteral("5.6.7.8"), InetAddress.ofLiteral("400::beef"));

  private final PrefixBackendPolicy strict =
      new PrefixBackendPolicy(new BackendRules(List.of(), false, Set.of(), OWN));
  private final PrefixBackendPolicy open =
      new PrefixBackendPolicy(new BackendRules(List.of(), true, Set.of(), OWN));
  private final PrefixBackendPolicy listing =
      new PrefixBackendPolicy(
          new BackendRules(
              List.of(
                  IpPrefix.of("10.0.0.0/8"),
                  IpPrefix.of("64:ff9b::/96"),
                  IpPrefix.of("fd00::/8"),
                  IpPrefix.of("169.254.0.0/16"),
                  IpPrefix.of("127.0.0.0/8")),
              false,
              Set.of(
                  HostPort.of("127.0.0.1:9001"),
                  HostPort.of("[::1]:9002"),
                  HostPort.of("169.254.169.254:80"),
                  HostPort.of("5.6.7.8:81")),
              OWN));

  private static String codeOf(Verdict verdict) {
    return switch (verdict) {
      case Allowed() -> "allowed";
      case Refused(String code, String reason) -> {
        assertThat(reason).endsWith(".").contains(";");
        yield code;
      }
    };
  }

  private static String decide(PrefixBackendPolicy policy, String address) {
    return codeOf(policy.decide(InetAddress.ofLiteral(address), 80));
  }

  @ParameterizedTest
  @CsvSource({
    "400::1, allowed",
    "5ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, allowed",
    "200::1, allowed",
    "3ff::1, allowed",
    "1ff::1, special",
    "600::1, special",
    "0.0.0.0, unspecified",
    "::, unspecified",
    "0.1.2.3, this-network",
    "127.0.0.1, loopback",
    "127.255.255.254, loopback",
    "::1, loopback",
    "169.254.1.1, link-local",
    "fe80::1, link-local",
    "febf::1, link-local",
    "169.254.169.254, metadata",
    "169.254.170.2, metadata",
    "100.100.100.200, metadata",
    "192.0.0.192, metadata",
    "168.63.129.16, metadata",
    "fd00:ec2::254, metadata",
    "fd00:ec2::23, metadata",
    "fd20:ce::254, metadata",
    "fd00:42::42, metadata",
    "224.0.0.1, multicast",
    "239.255.255.250, multicast",
    "ff02::1, multicast",
    "255.255.255.255, broadcast",
    "5.6.7.8, own-address",
    "400::beef, own-address",
    "10.0.0.1, private",
    "172.31.255.255, private",
    "192.168.1.1, private",
    "100.64.0.1, private",
    "fd12::1, private",
    "fec0::1, private",
    "192.0.2.1, special",
    "198.18.0.1, special",
    "240.0.0.1, special",
    "2001:db8::1, special",
    "9.9.9.9, public",
    "172.32.0.1, public",
    "2a00::1, public",
    "2002:909:909::1, transition",
    "64:ff9b::909:909, transition"
  })
  void allowsOverlayAddressesAndNothingElseByDefault(String address, String expected) {
    assertThat(decide(strict, address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "9.9.9.9, allowed",
    "2a00::1, allowed",
    "2002:909:909::1, allowed",
    "64:ff9b::909:909, allowed",
    "10.0.0.1, private",
    "fd12::1, private",
    "192.0.2.1, special",
    "127.0.0.1, loopback",
    "169.254.169.254, metadata",
    "5.6.7.8, own-address",
    "::9.9.9.9, special",
    "::ffff:0:9.9.9.9, special"
  })
  void publicMeansPublicAddressesOnly(String address, String expected) {
    assertThat(decide(open, address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:127.0.0.1, loopback",
    "::ffff:0:127.0.0.1, loopback",
    "::127.0.0.1, loopback",
    "2002:7f00:1::, loopback",
    "64:ff9b::7f00:1, loopback",
    "64:ff9b:1::7f00:1, nat64-local",
    "64:ff9b:1:a9fe:a9:fe00::, nat64-local",
    "2001:0:909:909:0:0:80ff:fffe, loopback",
    "2001:0:7f00:1:0:0:f6f6:f6f6, loopback",
    "400::5efe:7f00:1, loopback",
    "2a00::200:5efe:127.0.0.1, loopback",
    "::ffff:169.254.169.254, metadata",
    "2002:a9fe:a9fe::1, metadata",
    "64:ff9b::169.254.169.254, metadata",
    "2002:506:708::1, own-address",
    "64:ff9b::5.6.7.8, own-address",
    "::ffff:5.6.7.8, own-address",
    "2002:a00:1::1, private",
    "64:ff9b::10.0.0.1, private",
    "2a00::5efe:10.0.0.1, private",
    "400::5efe:10.0.0.1, private"
  })
  void unwrapsEveryDisguiseBeforeItDecides(String address, String expected) {
    assertThat(decide(open, address)).isEqualTo(expected);
  }

  @Test
  void unwrapsMappedAddressesThatJavaDidNotUnwrap() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    InetAddress address = Inet6Address.getByAddress("harmless.example", mapped, 3);
    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(codeOf(open.decide(address, 80))).isEqualTo("loopback");
    assertThat(codeOf(listing.decide(address, 9001))).isEqualTo("allowed");
  }

  @Test
  void ignoresZones() throws UnknownHostException {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
    InetAddress zoned = Inet6Address.getByAddress("x", linkLocal, 2);
    assertThat(codeOf(open.decide(zoned, 80))).isEqualTo("link-local");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, allowed",
    "fd12::1, allowed",
    "fd00:ec2::254, metadata",
    "169.254.1.1, link-local",
    "127.0.0.2, loopback",
    "64:ff9b::9.9.9.9, allowed",
    "64:ff9b::10.1.2.3, allowed",
    "64:ff9b::192.168.0.1, private",
    "64:ff9b::127.0.0.1, loopback",
    "9.9.9.9, public"
  })
  void aListedPrefixNeverOpensWhatIsAlwaysRefused(String address, String expected) {
    assertThat(decide(listing, address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 9001, allowed",
    "127.0.0.1, 9002, loopback",
    "127.0.0.2, 9001, loopback",
    "::1, 9002, allowed",
    "::1, 9001, loopback",
    "169.254.169.254, 80, allowed",
    "169.254.169.254, 81, metadata",
    "5.6.7.8, 81, allowed",
    "5.6.7.8, 7443, own-address",
    "2002:7f00:1::, 9001, loopback",
    "64:ff9b::7f00:1, 9001, loopback"
  })
  void aListingOpensExactlyOneAddressAndPort(String address, int port, String expected) {
    assertThat(codeOf(listing.decide(InetAddress.ofLiteral(address), port))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void refusesPortsThatAreNone(int port) {
    assertThat(codeOf(open.decide(InetAddress.ofLiteral("400::1"), port))).isEqualTo("bad-port");
  }

  @ParameterizedTest
  @CsvSource({
    "[400::1]:80, allowed",
    "127.0.0.1:80, loopback",
    "[::ffff:127.0.0.1]:80, loopback",
    "2130706433:80, malformed",
    "0x7f000001:80, malformed",
    "0x7f.1:80, malformed",
    "0177.0.0.1:80, malformed",
    "017700000001:80, malformed",
    "127.1:80, malformed",
    "127.0.1:80, malformed",
    "127.0.0.1.:80, malformed",
    "[fe80::1%eth0]:80, malformed",
    "http://127.0.0.1:80, malformed",
    "a@127.0.0.1:80, malformed",
    "localhost:80, local-name",
    "LOCALHOST:80, local-name",
    "localhost.:80, local-name",
    "x.localhost:80, local-name",
    "localhost.localdomain:80, local-name",
    "ip6-localhost:80, local-name",
    "notlocalhost:80, allowed",
    "localhost.example.com:80, allowed",
    "db.example.com:5432, allowed",
    "db.example.com:0, malformed"
  })
  void decidesWhatATenantWrote(String written, String expected) {
    assertThat(codeOf(open.decideText(written))).isEqualTo(expected);
  }

  @Test
  void localNamesAreReadOnlyWhereALoopbackAddressWithThatPortIsListed() {
    assertThat(codeOf(listing.decideText("localhost:9001"))).isEqualTo("allowed");
    assertThat(codeOf(listing.decideText("localhost:9002"))).isEqualTo("allowed");
    assertThat(codeOf(listing.decideText("localhost:9003"))).isEqualTo("local-name");
  }

  @Test
  void aRefusalNamesTheDisguiseAndWhatWouldBeRight() {
    assertThat(strict.decide(InetAddress.ofLiteral("2002:7f00:1::"), 80))
        .isEqualTo(
            new Refused(
                "loopback",
                "2002:7f00:1:: carries 127.0.0.1 (6to4), which is a loopback address, which leads"
                    + " to the gateway itself; use the machine's overlay address (Mycelium 400::/7"
                    + " or Yggdrasil 200::/7), or ask the provider to list [2002:7f00:1::]:80"
                    + " itself."));
  }
}
