package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.Timeouts;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedPartCodecTest {
  private final DecryptionKey first = DecryptionKey.generate();
  private final DecryptionKey second = DecryptionKey.generate();
  private final SealedPart part =
      new SealedPart(
          "blog/web",
          SigningKey.generate().identity(),
          "/",
          HttpSettings.of(PlainHttpPolicy.SERVE),
          List.of(Backend.of("[400::1]:8080")),
          Timeouts.DEFAULT);

  @Test
  void everyRecipientOpensASealedPart() {
    String sealed = SealedPartCodec.seal(part, List.of(first.publicKey(), second.publicKey()));
    assertThat(SealedPartCodec.open(sealed, first)).isEqualTo(part);
    assertThat(SealedPartCodec.open(sealed, second)).isEqualTo(part);
    assertThat(sealed).doesNotContain("400::1");
  }

  @Test
  void aSingleRecipientOpensASealedPart() {
    String sealed = SealedPartCodec.seal(part, List.of(first.publicKey()));
    assertThat(SealedPartCodec.open(sealed, first)).isEqualTo(part);
  }

  @Test
  void aStrangerCannotOpenIt() {
    String sealed = SealedPartCodec.seal(part, List.of(first.publicKey()));
    assertThatThrownBy(() -> SealedPartCodec.open(sealed, second))
        .isInstanceOf(WireException.class);
  }

  @Test
  void sealingTwiceGivesDifferentTexts() {
    assertThat(SealedPartCodec.seal(part, List.of(first.publicKey())))
        .isNotEqualTo(SealedPartCodec.seal(part, List.of(first.publicKey())));
  }

  @Test
  void whatHasItsDefaultIsLeftOutAndNotTakenWrittenOut() {
    String payload = SealedPartCodec.payload(part);
    assertThat(payload).doesNotContain("tls").doesNotContain("limits").doesNotContain("policy");
    String spelled = payload.replace("\"plainHttp\"", "\"tls\":{},\"plainHttp\"");
    assertThatThrownBy(() -> SealedPartCodec.part(spelled)).isInstanceOf(WireException.class);
  }

  @Test
  void halfACredentialAndUnknownWordsAreRefused() {
    for (String change :
        List.of(
            "\"backendTls\":{}",
            "\"backendTls\":{\"pins\":[],\"key\":\"x\"}",
            "\"backendProtocol\":\"http1\"",
            "\"backendProtocol\":\"spdy\"",
            "\"policy\":{}",
            "\"policy\":{\"proxyProtocol\":\"v3\"}",
            "\"policy\":{\"proxyProtocol\":\"off\"}",
            "\"policy\":{\"balancing\":{\"method\":\"random\"}}",
            "\"policy\":{\"balancing\":{\"hash\":\"query\"}}",
            "\"policy\":{\"balancing\":{\"sticky\":\"off\"}}",
            "\"policy\":{\"balancing\":{\"sticky\":\"address\",\"cookie\":"
                + "{\"name\":\"a\",\"maxAgeSeconds\":0}}}",
            "\"policy\":{\"health\":{\"check\":\"tcp\"}}",
            "\"policy\":{\"health\":{\"check\":\"off\",\"grpc\":{\"service\":\"\"}}}",
            "\"policy\":{\"retries\":{\"attempts\":3000000000,\"budgetPercent\":1}}",
            "\"udp\":{}",
            "\"tcp\":{}",
            "\"tls\":{\"clientCertificates\":{\"mode\":\"off\",\"ca\":\"\"}}")) {
      String payload =
          SealedPartCodec.payload(part).replace("\"plainHttp\"", change + ",\"plainHttp\"");
      assertThatThrownBy(() -> SealedPartCodec.part(payload))
          .as(change)
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  void aKeyThatIsToBeKeptCannotBeSealed() {
    SealedPart whole = GoldenWorld.everySetting();
    SealedPart kept =
        new SealedPart(
            whole.workload(),
            whole.owner(),
            whole.pathPrefix(),
            whole.http().with(whole.http().backend().with(new BackendTls.Key.Kept())),
            whole.backends(),
            whole.timeouts());
    assertThatThrownBy(() -> SealedPartCodec.seal(kept, List.of(first.publicKey())))
        .isInstanceOf(WireException.class);
  }

  @Test
  void noTextOfASealedPartShowsItsKey() {
    SealedPart whole = GoldenWorld.everySetting();
    assertThat(whole.toString()).doesNotContain("PRIVATE KEY");
    assertThat(SealedPartForm.of(whole).toString()).doesNotContain("PRIVATE KEY");
    String sealed = SealedPartCodec.seal(whole, List.of(first.publicKey()));
    assertThat(sealed).doesNotContain("PRIVATE").doesNotContain("BEGIN");
    assertThat(SealedPartCodec.open(sealed, first)).isEqualTo(whole);
  }
}
