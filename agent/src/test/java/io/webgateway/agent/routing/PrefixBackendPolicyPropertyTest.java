package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.BackendPolicy.Verdict.Refused;
import io.webgateway.model.name.IpPrefix;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random forbidden addresses in every disguise, against the most generous rules possible. */
class PrefixBackendPolicyPropertyTest {
  private static final int ROUNDS = 3_000;
  private static final List<IpPrefix> FORBIDDEN_V4 =
      prefixes(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "224.0.0.0/4",
          "255.255.255.255/32",
          "100.100.100.200/32",
          "192.0.0.192/32",
          "203.0.113.77/32");
  private static final List<IpPrefix> FORBIDDEN_V6 =
      prefixes(
          "::/128",
          "::1/128",
          "fe80::/10",
          "ff00::/8",
          "fd00:ec2::/32",
          "64:ff9b:1::/48",
          "400::77/128");
  private static final BackendRules GENEROUS =
      new BackendRules(
          prefixes("0.0.0.0/0", "::/0"),
          true,
          Set.of(),
          Set.of(InetAddress.ofLiteral("203.0.113.77"), InetAddress.ofLiteral("400::77")));

  private final PrefixBackendPolicy policy = new PrefixBackendPolicy(GENEROUS);
  private final Random random = new Random(7_777);

  private static List<IpPrefix> prefixes(String... texts) {
    return List.of(texts).stream().map(IpPrefix::of).toList();
  }

  @Test
  void everyForbiddenIpv4AddressIsRefusedInEveryDisguise() throws UnknownHostException {
    for (int i = 0; i < ROUNDS; i++) {
      IpPrefix prefix = FORBIDDEN_V4.get(i % FORBIDDEN_V4.size());
      byte[] v4 = randomIn(prefix);
      assertRefused(InetAddress.getByAddress(v4));
      for (byte[] disguise : disguisesOf(v4)) {
        assertRefused(Inet6Address.getByAddress("x", disguise, random.nextInt(5)));
      }
    }
  }

  @Test
  void everyForbiddenIpv6AddressIsRefused() throws UnknownHostException {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] v6 = randomIn(FORBIDDEN_V6.get(i % FORBIDDEN_V6.size()));
      assertRefused(Inet6Address.getByAddress("x", v6, -1));
    }
  }

  @Test
  void theSameRulesAllowOrdinaryAddressesInTheSameDisguises() throws UnknownHostException {
    byte[] ordinary = {9, 9, 9, 9};
    List<byte[]> disguises = disguisesOf(ordinary);
    long allowed = 0;
    for (byte[] disguise : disguises) {
      InetAddress address = Inet6Address.getByAddress("x", disguise, -1);
      allowed += policy.decide(address, 80) instanceof Refused ? 0 : 1;
    }
    // All but the network-specific NAT64 prefix, whose inside cannot be known.
    assertThat(allowed).isEqualTo(disguises.size() - 1L);
  }

  private void assertRefused(InetAddress address) {
    int port = 1 + random.nextInt(65_535);
    assertThat(policy.decide(address, port)).as("%s", address).isInstanceOf(Refused.class);
  }

  private byte[] randomIn(IpPrefix prefix) {
    byte[] bytes = prefix.address().getAddress();
    for (int bit = prefix.length(); bit < bytes.length * 8; bit++) {
      if (random.nextBoolean()) {
        bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
      }
    }
    return bytes;
  }

  private List<byte[]> disguisesOf(byte[] v4) {
    int plain = ByteBuffer.wrap(v4).getInt();
    int other = 0x09090909;
    int noise = random.nextInt();
    int interfaceId = random.nextBoolean() ? 0x00005efe : 0x02005efe;
    return List.of(
        words(0, 0, 0x0000ffff, plain),
        words(0, 0, 0, plain),
        words(0, 0, 0xffff0000, plain),
        words(0x20020000 | (plain >>> 16), (plain << 16) | (noise & 0xffff), noise, noise),
        words(0x0064ff9b, 0, 0, plain),
        words(0x0064ff9b, 0x00010000, 0, plain),
        words(0x20010000, plain, noise, ~other),
        words(0x20010000, other, noise, ~plain),
        words(0x04000000, noise, interfaceId, plain),
        words(0x2a000000, noise, interfaceId, plain),
        words(0xfd000000, noise, interfaceId, plain));
  }

  private static byte[] words(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }
}
