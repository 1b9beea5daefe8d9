package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.model.workload.Backend;
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
          PlainHttpPolicy.SERVE,
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
}
