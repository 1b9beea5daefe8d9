package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused although a lenient reader would take it. */
class StrictFormTest {
  private static final SigningKey KEY = GoldenKeys.PROVIDER;
  private static final String NAME = GoldenKeys.file("name-offered.payload.json");
  private static final String IDENTITY = GoldenKeys.file("identity.payload.json");
  private static final String HEADER = PlainEd25519.header(RecordCodec.TYPE, KEY);
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  @Test
  void theUnchangedSampleIsRead() {
    assertThat(RecordCodec.parse(PlainEd25519.jws(HEADER, NAME, KEY)).version()).isEqualTo(2);
  }

  @Test
  void blanksAndTheOrderOfMembersAreFree() {
    String spread = NAME.replace(",\"", " ,\n  \"").replace("\"version\":2", "\"version\" : 2");
    assertThatCode(() -> RecordCodec.parsePayload(spread)).doesNotThrowAnyException();
    String turned =
        NAME.replace("\"tenure\":1,\"released\":false", "\"released\":false,\"tenure\":1");
    assertThat(turned).isNotEqualTo(NAME);
    assertThatCode(() -> RecordCodec.parsePayload(turned)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":2 | \"version\":\"2\" | /version",
        "\"version\":2 | \"version\":2.0 | /version",
        "\"version\":2 | \"version\":2e0 | /version",
        "\"version\":2 | \"version\":null | /version",
        "\"version\":2 | \"version\":99999999999999999999 | /version",
        "\"version\":2 | \"version\":[2] | /version",
        "\"version\":2, | `` | ",
        "\"version\":2 | \"version\":2,\"version\":2 | ",
        "\"version\":2 | \"version\":2,\"extra\":1 | /extra",
        "\"kind\":\"name\" | \"kind\":\"port\" | /kind",
        "\"kind\":\"name\" | \"kind\":7 | /kind",
        "\"key\":\"name/blog\" | \"key\":\" name/blog\" | /key",
        "\"key\":\"name/blog\" | \"key\":\"name/blog/web\" | /key",
        "\"key\":\"name/blog\" | \"key\":\"name\" | /key",
        "\"key\":\"name/blog\" | \"key\":\"name/\" | /key",
        "\"key\":\"name/blog\" | \"key\":\"names/blog\" | /key",
        "\"key\":\"name/blog\" | \"key\":\"name/bl og\" | /key",
        "\"key\":\"name/blog\" | \"key\":null | ",
        "\"released\":false | \"released\":\"false\" | /body/released",
        "\"released\":false | \"released\":0 | /body/released",
        "\"released\":false | \"released\":null | /body/released",
        "\"released\":false | \"released\":false,\"extra\":{} | /body/extra",
        "\"released\":false | \"released\":false,\"released\":false | ",
        "\"released\":false, | `` | /body",
        "\"tenure\":1 | \"tenure\":true | /body/tenure",
        "\"tenure\":1 | \"tenure\":9999999999 | /body/tenure",
        "\"tenure\":1 | \"tenure\":1.5 | /body/tenure",
        "00000.000001Z | 00000.00000100Z | /body/offer/until",
      })
  void aPayloadThatSaysItInAnotherWayIsRefused(String part, String instead, String pointer) {
    assertThat(NAME).contains(part.replace("00000.", "00."));
    String changed = NAME.replace(part.replace("00000.", "00."), instead.replace("00000.", "00."));
    WireException refused = refusal(changed);
    if (pointer != null) {
      assertThat(refused.pointer()).startsWith(pointer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-07-01T00:00:00.000Z",
        "2026-07-01T00:00:00.1Z",
        "2026-07-01T00:00:00.000000001Z",
        "2026-07-01T00:00:00+00:00",
        "2026-07-01T02:00:00+02:00",
        "2026-07-01t00:00:00z",
        "2026-07-01T00:00Z",
        "2026-06-30T24:00:00Z",
        "2026-06-30T23:59:60Z",
        "2026-07-01 00:00:00Z",
        "2026-07-01",
        "+12026-07-01T00:00:00Z",
        "-2026-07-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        " 2026-07-01T00:00:00Z",
        "1782864000",
        ""
      })
  void aTimeInAnotherSpellingIsRefused(String time) {
    String changed = NAME.replace("2026-07-01T00:00:00Z", time);
    assertThat(changed).isNotEqualTo(NAME);
    assertThat(refusal(changed).pointer()).isEqualTo("/body/until");
  }

  @Test
  void aTimeAsANumberIsRefused() {
    String changed = NAME.replace("\"2026-07-01T00:00:00Z\"", "1782864000");
    assertThat(refusal(changed).pointer()).isEqualTo("/body/until");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "2026-07-01T00:00:00.250Z",
        "2026-07-01T00:00:00.000250Z",
        "2024-02-29T00:00:00Z"
      })
  void aTimeInItsOneSpellingIsKept(String time) {
    String changed = NAME.replace("2026-07-01T00:00:00Z", time);
    assertThat(RecordCodec.payload(RecordCodec.parsePayload(changed))).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"uses\":[\"renew\"] | \"uses\":[\"renew\",\"renew\"] | /body/keys/1/uses",
        "\"own\",\"renew\" | \"renew\",\"own\" | /body/keys/0/uses",
        "\"uses\":[\"renew\"] | \"uses\":[\"RENEW\"] | /body/keys/1/uses",
        "\"uses\":[\"renew\"] | \"uses\":[1] | /body/keys/1/uses",
        "\"uses\":[\"renew\"] | \"uses\":\"renew\" | /body/keys/1/uses",
        "\"uses\":[\"renew\"] | \"uses\":[null] | /body/keys/1",
        "\"uses\":[\"renew\"] | \"uses\":null | /body/keys/1",
        "\"displayName\":\"Ada\" | \"displayName\":5 | /body/displayName",
        "\"displayName\":\"Ada\" | \"displayName\":true | /body/displayName",
        "\"displayName\":\"Ada\" | \"displayName\":\"\\ud800\" | /body/displayName",
        "\"displayName\":\"Ada\" | \"displayName\":null | /body",
        "\"version\":1,\"signer\" | \"version\":1,\"prev\":null,\"signer\" | /prev",
        "\"displayName\":\"Ada\", | `` | /body",
      })
  void anIdentityThatSaysItInAnotherWayIsRefused(String part, String instead, String pointer) {
    assertThat(IDENTITY).contains(part);
    assertThat(refusal(IDENTITY.replace(part, instead)).pointer()).startsWith(pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"x\"", "{}", "{", "{\"body\":null}"})
  void whatIsNoRecordIsRefused(String payload) {
    assertThatThrownBy(() -> RecordCodec.parsePayload(payload)).isInstanceOf(WireException.class);
  }

  @Test
  void aBodyOfNullIsRefused() {
    String changed = NAME.substring(0, NAME.indexOf("\"body\":")) + "\"body\":null}";
    assertThat(refusal(changed).pointer()).isEqualTo("/body");
  }

  @Test
  void textAfterTheEndIsRefused() {
    refusal(NAME + "{}");
    refusal(NAME + " x");
    assertThatThrownBy(() -> RecordCodec.parse(PlainEd25519.jws(HEADER + "{}", NAME, KEY)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void deepAndHugeTextsAreRefusedWithoutBeingWalked() {
    assertThat(refusal("{\"body\":" + "[".repeat(100_000))).hasMessageContaining("nested");
    refusal(NAME.replace("\"tenure\":1", "\"tenure\":" + "9".repeat(5_000)));
    String big =
        NAME.replace("\"key\":\"name/blog\"", "\"key\":\"name/" + "b".repeat(8_192) + "\"");
    assertThatThrownBy(() -> RecordCodec.parse(PlainEd25519.jws(HEADER, big, KEY)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("at most 8192");
  }

  @Test
  void theLimitIsExact() {
    String padded = NAME + " ".repeat(5_000 - NAME.length());
    int length = PlainEd25519.jws(HEADER, padded, KEY).length();
    String largest = padded + " ".repeat((8_192 - length) * 3 / 4);
    String text = PlainEd25519.jws(HEADER, largest, KEY);
    assertThat(text.length()).isBetween(8_190, 8_192);
    assertThatCode(() -> RecordCodec.parse(text)).doesNotThrowAnyException();
    String larger = PlainEd25519.jws(HEADER, largest + "   ", KEY);
    assertThatThrownBy(() -> RecordCodec.parse(larger)).isInstanceOf(WireException.class);
  }

  @Test
  void refusalsRepeatNeitherTheInputNorOurClasses() {
    WireException refused = refusal(NAME.replace("\"tenure\":1", "\"tenure\":\"hunter2\""));
    assertThat(refused.getMessage()).doesNotContain("hunter2", "io.webgateway", "NameBody");
    WireException broken = refusal(NAME.replace("\"tenure\":1", "\"tenure\":hunter2"));
    assertThat(broken.getMessage()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"EdDSA\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"none\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"HS256\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":[\"Ed25519\"],\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"Ed25519\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-receipt+jws\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"JWT\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"blog\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"crit\":[\"b64\"]}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"b64\":false}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"x5u\":\"http://x\"}",
        "{\"alg\":\"Ed25519\",\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"jwk\":{}}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"jwk\":null}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"jwk\":"
            + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"jwk\":"
            + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"OTHER\"}}",
        "{\"alg\":\"Ed25519\",\"kid\":\"KID\",\"typ\":\"webgw-record+jws\",\"jwk\":"
            + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"X\",\"d\":\"X\"}}",
        "[]",
        "null",
        ""
      })
  void aHeaderOfAnotherShapeIsRefused(String header) {
    String filled =
        header
            .replace("KID", KEY.keyId())
            .replace("OTHER", GoldenKeys.NODE.publicKey().x())
            .replace("\"X\"", "\"" + KEY.publicKey().x() + "\"");
    assertThatThrownBy(() -> RecordCodec.parse(PlainEd25519.jws(filled, NAME, KEY)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aKeyIdOfAnotherKeyIsNoSignature() {
    String header = PlainEd25519.header(RecordCodec.TYPE, GoldenKeys.NODE);
    var record = RecordCodec.parse(PlainEd25519.jws(header, NAME, KEY));
    assertThat(RecordCodec.isSignedBy(record, KEY.publicKey())).isFalse();
    assertThat(RecordCodec.isSignedBy(record, GoldenKeys.NODE.publicKey())).isFalse();
  }

  @Test
  void everyChangedByteBreaksTheSignature() {
    String text = PlainEd25519.jws(HEADER, NAME, KEY);
    byte[] payload = NAME.getBytes(StandardCharsets.UTF_8);
    String signature = text.substring(text.lastIndexOf('.'));
    String changed =
        new String(payload, StandardCharsets.UTF_8).replace("\"tenure\":1", "\"tenure\":2");
    String forged =
        PlainEd25519.jws(HEADER, changed, KEY).replaceFirst("\\.[^.]*$", "") + signature;
    assertThat(RecordCodec.isSignedBy(RecordCodec.parse(forged), KEY.publicKey())).isFalse();
  }

  @Test
  void aSecondSpellingOfTheSameSignatureIsRefused() {
    String text = PlainEd25519.jws(HEADER, NAME, KEY);
    int dot = text.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(text.substring(dot + 1));
    byte[] scalar = new byte[32];
    for (int i = 0; i < 32; i++) {
      scalar[i] = signature[63 - i];
    }
    byte[] sum = new BigInteger(1, scalar).add(ORDER).toByteArray();
    byte[] malleated = signature.clone();
    for (int i = 0; i < 32; i++) {
      malleated[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
    }
    var record = RecordCodec.parse(text.substring(0, dot + 1) + PlainEd25519.base64url(malleated));
    assertThat(RecordCodec.isSignedBy(record, KEY.publicKey())).isFalse();
  }

  @Test
  void everyOtherBase64IsRefused() {
    String text = PlainEd25519.jws(HEADER, NAME, KEY);
    int dot = text.lastIndexOf('.');
    char last = text.charAt(text.length() - 1);
    // 64 bytes leave four bits of the last character unused
    char other = last == 'A' ? 'B' : (char) (last + 1);
    for (String bad :
        List.of(
            text + "=",
            text + "==",
            text.substring(0, text.length() - 1) + other,
            text.substring(0, dot + 1),
            text.substring(0, dot),
            text + ".",
            "." + text,
            text + "\n",
            " " + text,
            text.substring(0, dot + 5) + "+" + text.substring(dot + 6),
            text.substring(0, dot + 5) + "\u00e9" + text.substring(dot + 6),
            text.substring(0, text.length() - 4))) {
      assertThatThrownBy(() -> RecordCodec.parse(bad)).as(bad).isInstanceOf(WireException.class);
    }
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    byte[] payload = NAME.getBytes(StandardCharsets.UTF_8);
    payload[NAME.indexOf("blog")] = (byte) 0xff;
    byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> RecordCodec.parse(PlainEd25519.jws(header, payload, KEY)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aReceiptAProofAndATokenAreReadAsStrictly() {
    String receipt = GoldenKeys.file("receipt.payload.json");
    String header = PlainEd25519.header(ReceiptCodec.TYPE, GoldenKeys.OPERATOR);
    for (String changed :
        List.of(
            receipt.replace("\"version\":1", "\"version\":\"1\""),
            receipt.replace(".006Z", ".0060Z"),
            receipt.replace("}", ",\"x\":1}"))) {
      assertThat(changed).isNotEqualTo(receipt);
      assertThatThrownBy(
              () -> ReceiptCodec.parse(PlainEd25519.jws(header, changed, GoldenKeys.OPERATOR)))
          .isInstanceOf(WireException.class);
    }
    String token = GoldenKeys.file("call-token.payload.json");
    String tokenHeader = PlainEd25519.header("webgw-call+jwt", KEY);
    for (String changed :
        List.of(
            token.replace("1767225900", "1e300"),
            token.replace("1767225900", "-1"),
            token.replace("1767225900", "9223372036854775807"),
            token.replace("AAAAAAAAAAAAAAAAAAAAAA", "A"),
            token.replace("\"DELETE\"", "null"))) {
      assertThat(changed).isNotEqualTo(token);
      assertThatThrownBy(() -> CallToken.parse(PlainEd25519.jws(tokenHeader, changed, KEY)))
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  void aTextOfOneSortIsNoneOfAnother() {
    assertThatThrownBy(() -> RecordCodec.parse(GoldenKeys.file("receipt.jws")))
        .isInstanceOf(WireException.class);
    assertThatThrownBy(() -> ReceiptCodec.parse(GoldenKeys.file("name.jws")))
        .isInstanceOf(WireException.class);
    assertThatThrownBy(() -> CallToken.parse(GoldenKeys.file("node-proof.jws")))
        .isInstanceOf(WireException.class);
    assertThatThrownBy(() -> NodeProof.verify(GoldenKeys.file("admission.jws")))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aStoredPairIsTwoLines() {
    String pair = GoldenKeys.file("name.jws") + "\n" + GoldenKeys.file("receipt.jws");
    assertThat(ReceiptCodec.pair(ReceiptCodec.parsePair(pair))).isEqualTo(pair);
    for (String bad : List.of(pair + "\n", "\n" + pair, pair.replace('\n', ' '), "")) {
      assertThatThrownBy(() -> ReceiptCodec.parsePair(bad)).isInstanceOf(WireException.class);
    }
  }

  private static WireException refusal(String payload) {
    WireException refused =
        catchThrowableOfType(WireException.class, () -> RecordCodec.parsePayload(payload));
    assertThat(refused).as(payload.length() < 2_000 ? payload : "long").isNotNull();
    return refused;
  }
}
