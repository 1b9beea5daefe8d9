package io.webgateway.agent.management.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenCheckTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey STRANGER = SigningKey.generate();
  private static final IdentityId NODE = SigningKey.generate().identity();
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final TokenCheck.Use READ = new TokenCheck.Use("GET", "/v1/node", false);
  private static final TokenCheck.Use CHANGE = new TokenCheck.Use("POST", "/v1/certificates", true);
  private static final CallToken READING = CallToken.reading(KEY.identity(), NODE, NOW);
  private static final CallToken CHANGING =
      CallToken.changing(KEY.identity(), NODE, NOW, "POST", "/v1/certificates", BODY);

  private final TokenCheck check = new TokenCheck(NODE, NOW.minus(Duration.ofHours(1)));

  record Row(String what, CallToken token, Instant now, TokenFault fault) {}

  private static CallToken changed(UnaryOperator<long[]> times) {
    long[] moved = times.apply(new long[] {READING.iat(), READING.exp()});
    return new CallToken(
        READING.iss(),
        READING.aud(),
        READING.jti(),
        moved[0],
        moved[1],
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Row> badForms() {
    return Stream.of(
        new Row(
            "another node",
            CallToken.reading(KEY.identity(), KEY.identity(), NOW),
            NOW,
            TokenFault.TOKEN_AUDIENCE),
        new Row(
            "six minutes", changed(t -> new long[] {t[0], t[0] + 360}), NOW, TokenFault.TOKEN_LIFE),
        new Row(
            "no life at all", changed(t -> new long[] {t[0], t[0]}), NOW, TokenFault.TOKEN_LIFE),
        new Row(
            "thousands of years",
            changed(t -> new long[] {0, 200_000_000_000L}),
            NOW,
            TokenFault.TOKEN_LIFE),
        new Row("expired", READING, NOW.plusSeconds(330), TokenFault.TOKEN_EXPIRED),
        new Row("from the future", READING, NOW.minusSeconds(31), TokenFault.TOKEN_EARLY),
        new Row(
            "from before the start",
            CallToken.reading(KEY.identity(), NODE, NOW.minusSeconds(3_601)),
            NOW.minusSeconds(3_601),
            TokenFault.TOKEN_BEFORE_START));
  }

  @ParameterizedTest
  @MethodSource("badForms")
  void aBadFormIsRefused(Row row) {
    assertThat(check.form(row.token(), row.now())).as(row.what()).contains(row.fault());
  }

  @Test
  void clocksMayDifferByThirtySeconds() {
    assertThat(check.form(READING, NOW.plusSeconds(329))).isEmpty();
    assertThat(check.form(READING, NOW.minusSeconds(30))).isEmpty();
  }

  record Case(
      String what,
      CallToken token,
      SigningKey signer,
      Optional<IdentityBody> identity,
      TokenCheck.Use use,
      TokenFault fault) {}

  static Stream<Case> badAuthorities() {
    return Stream.of(
        new Case("nobody", READING, KEY, Optional.empty(), READ, TokenFault.UNKNOWN_IDENTITY),
        new Case(
            "a removed key", READING, STRANGER, identity(KeyUse.OWN), READ, TokenFault.UNKNOWN_KEY),
        new Case(
            "an expired key",
            READING,
            KEY,
            identity(Set.of(KeyUse.OWN), Optional.of(NOW)),
            READ,
            TokenFault.KEY_EXPIRED),
        new Case("a renew key", READING, KEY, identity(KeyUse.RENEW), READ, TokenFault.KEY_USE),
        new Case(
            "a view key that changes",
            CHANGING,
            KEY,
            identity(KeyUse.VIEW),
            CHANGE,
            TokenFault.KEY_VIEWS_ONLY),
        new Case(
            "an unbound change",
            READING,
            KEY,
            identity(KeyUse.OWN),
            CHANGE,
            TokenFault.TOKEN_BINDING),
        new Case(
            "a change of another path",
            CHANGING,
            KEY,
            identity(KeyUse.OWN),
            new TokenCheck.Use("POST", "/v1/certificates?x=1", true),
            TokenFault.TOKEN_BINDING),
        new Case(
            "a change by another method",
            CHANGING,
            KEY,
            identity(KeyUse.OWN),
            new TokenCheck.Use("PUT", "/v1/certificates", true),
            TokenFault.TOKEN_BINDING));
  }

  @ParameterizedTest
  @MethodSource("badAuthorities")
  void aBadAuthorityIsRefused(Case bad) {
    assertThat(verdict(bad.token(), bad.signer(), bad.identity(), bad.use(), BODY))
        .as(bad.what())
        .isEqualTo(new TokenCheck.Bad(bad.fault()));
  }

  @Test
  void aChangedBodyBreaksTheBinding() {
    byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
    assertThat(verdict(CHANGING, KEY, identity(KeyUse.LOGIN), CHANGE, other))
        .isEqualTo(new TokenCheck.Bad(TokenFault.TOKEN_BINDING));
  }

  @Test
  void goodTokensCount() {
    assertThat(verdict(READING, KEY, identity(KeyUse.OWN), READ, BODY))
        .isInstanceOf(TokenCheck.Good.class);
    assertThat(verdict(READING, KEY, identity(KeyUse.VIEW), READ, BODY))
        .isInstanceOf(TokenCheck.Good.class);
    assertThat(verdict(CHANGING, KEY, identity(KeyUse.LOGIN), CHANGE, BODY))
        .isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void everyFaultIsConstantAndNamesACure() {
    for (TokenFault fault : TokenFault.values()) {
      assertThat(fault.refusal().problem().errors())
          .singleElement()
          .satisfies(error -> assertThat(error.cure()).isNotEmpty());
      assertThat(fault.refusal().problem().status()).isIn(401, 403, 429, 503);
    }
  }

  private TokenCheck.Verdict verdict(
      CallToken token,
      SigningKey signer,
      Optional<IdentityBody> identity,
      TokenCheck.Use use,
      byte[] body) {
    return check.authority(CallToken.parse(token.sign(signer)), identity, use, body, NOW);
  }

  private static Optional<IdentityBody> identity(KeyUse use) {
    return identity(Set.of(use), Optional.empty());
  }

  private static Optional<IdentityBody> identity(Set<KeyUse> uses, Optional<Instant> notAfter) {
    return Optional.of(
        new IdentityBody(
            "",
            List.of(new IdentityKey(KEY.publicKey(), uses, notAfter, "")),
            DecryptionKey.generate().publicKey(),
            STRANGER.keyId()));
  }
}
