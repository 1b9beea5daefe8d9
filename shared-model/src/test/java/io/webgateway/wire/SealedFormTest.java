package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedFormTest {
  private static final String ONE = GoldenKeys.file("sealed-compact.jwe");
  private static final String SEVERAL = GoldenKeys.file("sealed-general.jwe");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ECDH-ES+A256KW | ECDH-ES",
        "ECDH-ES+A256KW | ECDH-ES+A128KW",
        "ECDH-ES+A256KW | dir",
        "ECDH-ES+A256KW | RSA-OAEP",
        "A256GCM | A128GCM",
        "A256GCM | A128CBC-HS256",
        "\"enc\": | \"zip\":\"DEF\",\"enc\":",
        "\"enc\": | \"crit\":[\"x\"],\"x\":1,\"enc\":",
        "\"enc\": | \"apu\":\"AAAA\",\"enc\":",
        "X25519 | P-256",
      })
  void anotherAlgorithmOrMemberIsRefusedBeforeAnyCryptography(String part, String instead) {
    String[] parts = ONE.split("\\.", -1);
    String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    assertThat(header).contains(part);
    parts[0] =
        PlainEd25519.base64url(header.replace(part, instead).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SealedPartCodec.recipients(String.join(".", parts)))
        .isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ECDH-ES+A256KW | ECDH-ES+A128KW",
        "ECDH-ES+A256KW | RSA1_5",
        "\"iv\": | \"aad\":\"AAAA\",\"iv\":",
        "\"iv\": | \"unprotected\":{},\"iv\":",
        "\"iv\": | \"iv\":\"AAAA\",\"iv\":",
        "\"tag\":\" | \"tag\":\"=",
        "\"kid\":\" | \"kid\":\"x",
        "\"recipients\":[ | \"recipients\":[{},",
      })
  void theFormForSeveralIsAsStrict(String part, String instead) {
    assertThat(SEVERAL).contains(part);
    assertThatThrownBy(() -> SealedPartCodec.recipients(SEVERAL.replace(part, instead)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aChangedCiphertextIsNotOpened() {
    String[] parts = ONE.split("\\.", -1);
    parts[3] = (parts[3].startsWith("A") ? "B" : "A") + parts[3].substring(1);
    assertThatThrownBy(() -> SealedPartCodec.open(String.join(".", parts), GoldenKeys.POOL_BOX))
        .isInstanceOf(WireException.class);
  }

  @Test
  void oneRecipientTwiceIsOneAndNoneIsRefused() {
    var key = GoldenKeys.POOL_BOX.publicKey();
    String sealed = SealedPartCodec.seal(GoldenWorld.sealed(), List.of(key, key));
    assertThat(SealedPartCodec.recipients(sealed)).containsExactly(key.thumbprint());
    assertThatThrownBy(() -> SealedPartCodec.seal(GoldenWorld.sealed(), List.of()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aSealedPartBelongsToOneWorkloadOfOneOwner() {
    var part = GoldenWorld.sealed();
    assertThat(part.belongsTo("blog/web", GoldenWorld.ME)).isTrue();
    assertThat(part.belongsTo("blog/api", GoldenWorld.ME)).isFalse();
    assertThat(part.belongsTo("blog/web", GoldenKeys.NODE.identity())).isFalse();
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(GoldenKeys.PROVIDER.toString()).doesNotContain(privateHalf(GoldenKeys.PROVIDER));
    assertThat(GoldenKeys.POOL_BOX.toString()).startsWith("DecryptionKey[");
    var token = CallToken.parse(GoldenKeys.file("call-token.jws"));
    String signature = GoldenKeys.file("call-token.jws").split("\\.", -1)[2];
    assertThat(token.toString()).doesNotContain(signature);
  }

  private static String privateHalf(SigningKey key) {
    return Json.readTree(key.toJwk()).path("d").stringValue("?");
  }
}
