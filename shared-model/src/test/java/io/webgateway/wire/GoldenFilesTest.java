package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.ReplayedLedger;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  private static final GoldenWorld WORLD = new GoldenWorld();
  private static final Map<String, SealedPart> LATER_PARTS =
      Map.of(
          "sealed-every-setting", GoldenWorld.everySetting(),
          "sealed-pinned", GoldenWorld.pinned(),
          "sealed-every-policy", GoldenWorld.everyPolicy(),
          "sealed-tcp", GoldenWorld.tcp(),
          "sealed-udp", GoldenWorld.udp());

  /** A signed text that is not a record, and how it is made and read. */
  private record Other(String type, SigningKey by, String text, String payload) {}

  private static List<String> records() {
    return List.copyOf(WORLD.records.keySet());
  }

  private static List<String> others() {
    return List.copyOf(otherTexts().keySet());
  }

  private static Map<String, Other> otherTexts() {
    Map<String, Other> others = new LinkedHashMap<>();
    others.put(
        "receipt",
        new Other(
            "webgw-receipt+jws",
            GoldenKeys.OPERATOR,
            ReceiptCodec.sign(WORLD.receipt(), GoldenKeys.OPERATOR).compact(),
            Json.write(WORLD.receipt())));
    others.put(
        "node-proof",
        new Other(
            "webgw-node-proof+jws",
            GoldenKeys.NODE,
            WORLD.proof().sign(GoldenKeys.NODE),
            Json.write(WORLD.proof())));
    others.put(
        "admission",
        new Other(
            "webgw-admission+jws",
            GoldenKeys.OPERATOR,
            WORLD.admission().sign(GoldenKeys.OPERATOR),
            Json.write(WORLD.admission())));
    others.put(
        "call-token",
        new Other(
            "webgw-call+jwt",
            GoldenKeys.PROVIDER,
            GoldenWorld.token().sign(GoldenKeys.PROVIDER),
            Json.write(GoldenWorld.token())));
    return others;
  }

  @Test
  void everyKindHasASample() {
    assertThat(WORLD.records.values().stream().map(r -> r.record().kind()).distinct().toList())
        .containsExactlyInAnyOrder(RecordKind.values());
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordIsReadAsItWasMeant(String sample) {
    SignedRecord read = RecordCodec.parse(GoldenKeys.file(sample + ".jws"));
    assertThat(read).isEqualTo(WORLD.sample(sample));
    assertThat(RecordCodec.payload(read.record())).isEqualTo(payload(sample));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordSignedAgainIsTheSameText(String sample) {
    assertThat(WORLD.sample(sample).compact()).isEqualTo(GoldenKeys.file(sample + ".jws"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordsHashAndKeyIdAreWhatThePlainJdkSays(String sample) {
    String text = GoldenKeys.file(sample + ".jws");
    SignedRecord read = RecordCodec.parse(text);
    assertThat(read.hash())
        .isEqualTo(PlainEd25519.sha256(text))
        .isEqualTo(GoldenKeys.file(sample + ".sha256"));
    assertThat(read.keyId()).isEqualTo(thumbprint(signer(sample).publicKey()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordsSignatureIsWhatThePlainJdkMakes(String sample) {
    String text = GoldenKeys.file(sample + ".jws");
    int dot = text.lastIndexOf('.');
    String signed = text.substring(0, dot);
    assertThat(PlainEd25519.base64url(PlainEd25519.sign(signed, signer(sample))))
        .isEqualTo(text.substring(dot + 1));
    assertThat(PlainEd25519.verifies(text, signer(sample).publicKey())).isTrue();
    assertThat(RecordCodec.isSignedBy(RecordCodec.parse(text), signer(sample).publicKey()))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatElseIsSignedIsTheSameText(String sample) {
    Other other = Objects.requireNonNull(otherTexts().get(sample));
    assertThat(other.text()).isEqualTo(GoldenKeys.file(sample + ".jws"));
    assertThat(other.payload()).isEqualTo(payload(sample));
    assertThat(PlainEd25519.verifies(other.text(), other.by().publicKey())).isTrue();
  }

  @Test
  void whatElseIsSignedIsReadAsItWasMeant() {
    assertThat(ReceiptCodec.parse(GoldenKeys.file("receipt.jws")).receipt())
        .isEqualTo(WORLD.receipt());
    assertThat(NodeProof.verify(GoldenKeys.file("node-proof.jws"))).isEqualTo(WORLD.proof());
    assertThat(
            ProviderAdmissionProof.verify(
                GoldenKeys.file("admission.jws"), List.of(GoldenKeys.OPERATOR.publicKey())))
        .isEqualTo(WORLD.admission());
    assertThat(CallToken.parse(GoldenKeys.file("call-token.jws")).token())
        .isEqualTo(GoldenWorld.token());
  }

  @Test
  void sealedPartsOfBothFormsAreOpenedByThePoolsTheyAreSealedTo() {
    String one = GoldenKeys.file("sealed-compact.jwe");
    String several = GoldenKeys.file("sealed-general.jwe");
    assertThat(SealedPartCodec.open(one, GoldenKeys.POOL_BOX)).isEqualTo(GoldenWorld.sealed());
    assertThat(SealedPartCodec.open(several, GoldenKeys.POOL_BOX)).isEqualTo(GoldenWorld.sealed());
    assertThat(SealedPartCodec.open(several, GoldenKeys.SECOND_POOL_BOX))
        .isEqualTo(GoldenWorld.sealed());
    assertThat(SealedPartCodec.payload(GoldenWorld.sealed())).isEqualTo(payload("sealed"));
    assertThat(SealedPartCodec.recipients(several))
        .containsExactly(
            GoldenKeys.POOL_BOX.publicKey().thumbprint(),
            GoldenKeys.SECOND_POOL_BOX.publicKey().thumbprint());
  }

  @ParameterizedTest
  @MethodSource("laterParts")
  void settingsThatCameLaterAreOpenedAndWrittenTheSame(String sample) {
    SealedPart part = Objects.requireNonNull(LATER_PARTS.get(sample));
    assertThat(SealedPartCodec.open(GoldenKeys.file(sample + ".jwe"), GoldenKeys.POOL_BOX))
        .isEqualTo(part);
    assertThat(SealedPartCodec.payload(part)).isEqualTo(payload(sample));
    assertThat(SealedPartCodec.part(payload(sample))).isEqualTo(part);
  }

  private static List<String> laterParts() {
    return List.copyOf(LATER_PARTS.keySet());
  }

  @Test
  void theSamplesAreAHistoryThatTheRulesAccept() {
    ReplayedLedger ledger = new ReplayedLedger();
    Instant at = GoldenWorld.START;
    for (String sample : records()) {
      SignedRecord next = RecordCodec.parse(GoldenKeys.file(sample + ".jws"));
      assertThat(LedgerRules.decide(next, ledger, at, Scope.LEDGER))
          .as(sample)
          .isInstanceOf(Verdict.Accepted.class);
      Receipt receipt = new Receipt(WORLD.id(), next.key(), next.version(), next.hash(), at);
      ledger.add(new AcceptedRecord(next, ReceiptCodec.sign(receipt, GoldenKeys.OPERATOR)));
      at = at.plusMillis(1);
    }
  }

  /** Only on purpose: see README.md beside the files. */
  @Test
  @EnabledIfSystemProperty(named = "golden.regenerate", matches = "true")
  void regenerate() throws IOException {
    Path folder = Path.of("src/test/resources/golden");
    for (Map.Entry<String, SignedRecord> sample : WORLD.records.entrySet()) {
      String payload = RecordCodec.payload(sample.getValue().record());
      write(folder, sample.getKey() + ".payload.json", payload);
      write(folder, sample.getKey() + ".jws", sample.getValue().compact());
      write(folder, sample.getKey() + ".sha256", sample.getValue().hash());
    }
    for (Map.Entry<String, Other> other : otherTexts().entrySet()) {
      write(folder, other.getKey() + ".payload.json", other.getValue().payload());
      write(folder, other.getKey() + ".jws", other.getValue().text());
    }
    for (Map.Entry<String, SealedPart> part : LATER_PARTS.entrySet()) {
      write(folder, part.getKey() + ".payload.json", SealedPartCodec.payload(part.getValue()));
      write(
          folder,
          part.getKey() + ".jwe",
          SealedPartCodec.seal(part.getValue(), List.of(GoldenKeys.POOL_BOX.publicKey())));
    }
    write(folder, "sealed.payload.json", SealedPartCodec.payload(GoldenWorld.sealed()));
    write(folder, "sealed-compact.jwe", sealedTo(GoldenKeys.POOL_BOX));
    write(folder, "sealed-general.jwe", sealedTo(GoldenKeys.POOL_BOX, GoldenKeys.SECOND_POOL_BOX));
  }

  private static String sealedTo(DecryptionKey... pools) {
    return SealedPartCodec.seal(
        GoldenWorld.sealed(), Arrays.stream(pools).map(DecryptionKey::publicKey).toList());
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private static SigningKey signer(String sample) {
    return switch (sample) {
      case "genesis" -> GoldenKeys.OPERATOR;
      case "status" -> GoldenKeys.NODE;
      case "identity-recovered" -> GoldenKeys.RECOVERY;
      default -> GoldenKeys.PROVIDER;
    };
  }

  private static String payload(String sample) {
    return GoldenKeys.file(sample + ".payload.json");
  }

  /** RFC 7638, written out. */
  private static String thumbprint(PublicKey key) {
    return PlainEd25519.sha256("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + key.x() + "\"}");
  }
}
