package io.webgateway.agent.management.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TakenTokensTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final IdentityId NODE = SigningKey.generate().identity();
  private static final IdentityId ONE = SigningKey.generate().identity();
  private static final IdentityId OTHER = SigningKey.generate().identity();

  private final TakenTokens taken = new TakenTokens(3, 2);

  @Test
  void aTokenIsTakenOnceForAsLongAsItCouldCount() {
    CallToken token = CallToken.reading(ONE, NODE, NOW);
    assertThat(taken.take(token, NOW)).isEmpty();
    assertThat(taken.take(token, NOW)).contains(TokenFault.TOKEN_REPLAYED);
    assertThat(taken.take(token, NOW.plusSeconds(329))).contains(TokenFault.TOKEN_REPLAYED);
  }

  @Test
  void theSameWordOfAnotherIdentityIsAnotherToken() {
    CallToken token = CallToken.reading(ONE, NODE, NOW);
    CallToken same =
        new CallToken(
            OTHER,
            NODE,
            token.jti(),
            token.iat(),
            token.exp(),
            token.htm(),
            token.htu(),
            token.bh());
    taken.take(token, NOW);
    assertThat(taken.take(same, NOW)).isEmpty();
  }

  @Test
  void oneIdentityCannotFillTheMemory() {
    fill(ONE, 2);
    assertThat(taken.take(CallToken.reading(ONE, NODE, NOW), NOW))
        .contains(TokenFault.TOKENS_TOO_MANY);
    assertThat(taken.take(CallToken.reading(OTHER, NODE, NOW), NOW)).isEmpty();
  }

  @Test
  void aFullMemoryRefusesAndForgetsNothing() {
    fill(ONE, 2);
    fill(OTHER, 1);
    assertThat(taken.take(CallToken.reading(OTHER, NODE, NOW), NOW))
        .contains(TokenFault.TOKEN_MEMORY_FULL);
  }

  @Test
  void whatCannotCountAnyMoreIsForgotten() {
    fill(ONE, 2);
    fill(OTHER, 1);
    Instant later = NOW.plusSeconds(330);
    assertThat(taken.take(CallToken.reading(ONE, NODE, later), later)).isEmpty();
  }

  private void fill(IdentityId identity, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(taken.take(CallToken.reading(identity, NODE, NOW), NOW)).isEmpty();
    }
  }
}
