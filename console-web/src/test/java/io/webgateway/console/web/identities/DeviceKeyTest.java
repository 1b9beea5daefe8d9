package io.webgateway.console.web.identities;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.KeyRing;
import io.webgateway.client.screen.Tone;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final KeyRing ring = KeyRing.generate();

  @Test
  void aKeyCountsUntilItsEndAndWarnsBefore() {
    var body = Optional.of(DeviceKey.firstBody("Alice", ring, SigningKey.generate(), NOW));
    assertThat(DeviceKey.of(ring, body, NOW)).isInstanceOf(DeviceKey.Listed.class);
    assertThat(DeviceKey.of(ring, body, NOW).tone(NOW)).isEqualTo(Tone.GOOD);
    Instant late = NOW.plus(DeviceKey.LIFETIME).minus(Duration.ofDays(1));
    assertThat(DeviceKey.of(ring, body, late).tone(late)).isEqualTo(Tone.ATTENTION);
    Instant over = NOW.plus(DeviceKey.LIFETIME);
    assertThat(DeviceKey.of(ring, body, over)).isInstanceOf(DeviceKey.Expired.class);
  }

  @Test
  void aKeyThatNobodyListsDoesNotCount() {
    var other = DeviceKey.firstBody("Bob", KeyRing.generate(), SigningKey.generate(), NOW);
    assertThat(DeviceKey.of(ring, Optional.of(other), NOW)).isEqualTo(new DeviceKey.NotListed());
    assertThat(DeviceKey.of(ring, Optional.empty(), NOW)).isEqualTo(new DeviceKey.NoIdentity());
  }

  @Test
  void theCommandNamesThePublicKeyAndNoSecret() {
    String command = DeviceKey.command(ring);
    assertThat(command)
        .contains("webgw identity add-key")
        .contains("--public-key=" + ring.keys().getFirst().publicKey().x())
        .contains("--expires-in 180d");
    assertThat(ring.keys().getFirst().toJwk()).contains("\"d\":\"");
    String secret = ring.keys().getFirst().toJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
    assertThat(command).doesNotContain(secret);
  }
}
