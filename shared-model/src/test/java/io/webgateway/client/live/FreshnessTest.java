package io.webgateway.client.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.live.Freshness.Link;
import io.webgateway.client.screen.Tone;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void aPictureIsLiveWhileTheStreamIsOpen() {
    Freshness live = Freshness.NOTHING_YET.opened().loaded(NOW);
    assertThat(live.link(NOW.plusSeconds(3_600))).isEqualTo(Link.LIVE);
  }

  @Test
  void aStreamThatEndsWithItsTokenAlarmsNobody() {
    Freshness ended = Freshness.NOTHING_YET.opened().loaded(NOW).broken(NOW, "the stream ended");
    assertThat(ended.link(NOW.plusSeconds(2))).isEqualTo(Link.LIVE);
    assertThat(ended.opened().link(NOW.plusSeconds(60))).isEqualTo(Link.LIVE);
  }

  @Test
  void anAgentThatStaysAwayIsSaidWithTheAgeOfWhatIsSeen() {
    Freshness broken =
        Freshness.NOTHING_YET
            .opened()
            .loaded(NOW)
            .broken(NOW.plusSeconds(60), "refused")
            .broken(NOW.plusSeconds(70), "refused");
    Instant later = NOW.plusSeconds(90);
    assertThat(broken.link(later)).isEqualTo(Link.RECONNECTING);
    assertThat(broken.tone(later)).isEqualTo(Tone.BAD);
    assertThat(broken.text(later)).isEqualTo("reconnecting for 30 s; what you see is 90 s old");
  }

  @Test
  void whatWasNeverReadIsNotCalledOld() {
    Freshness never = Freshness.NOTHING_YET.broken(NOW, "refused");
    assertThat(Freshness.NOTHING_YET.link(NOW)).isEqualTo(Link.CONNECTING);
    assertThat(never.text(NOW.plusSeconds(10)))
        .isEqualTo("reconnecting for 10 s; nothing was read yet");
  }
}
