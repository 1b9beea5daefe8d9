package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  @Test
  void noNewIdBeginsWithAHyphen() {
    assertThat(IntStream.range(0, 600).mapToObj(_ -> SigningKey.generate().keyId()))
        .noneMatch(id -> id.startsWith("-"));
  }

  @Test
  void aKeyPrintsWithoutItsSecret() {
    SigningKey key = SigningKey.generate();
    String secret = Json.readTree(key.toJwk()).path("d").asString("");
    assertThat(secret).isNotEmpty();
    assertThat(key.toString()).contains(key.keyId()).doesNotContain(secret);
  }
}
