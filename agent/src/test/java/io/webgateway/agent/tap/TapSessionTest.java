package io.webgateway.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.tap.TapSession.Gap;
import io.webgateway.agent.tap.TapSession.Portion;
import io.webgateway.filter.TrafficFilter;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TapSessionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TapScope OWN = new TapScope("ann", TapScope.Reach.OWN);
  private static final TapScope NODE = new TapScope("farm", TapScope.Reach.NODE);

  private final TrafficRing ring = new TrafficRing(16_384, 0);

  private TapSession session(String caller, TrafficRing of) {
    return new TapSession("s", caller, TrafficFilter.everything(), NOW, 0, of.cursor());
  }

  private static TrafficEvent of(String tenant) {
    return new TrafficEvent.StreamConnection(
        "c", NOW, 1, "::1", "a/b", tenant, "h", 1, 1, "e", CompletionReason.COMPLETED);
  }

  private static long attached(TapSession session) {
    return session.attach(OptionalLong.empty()).orElseThrow();
  }

  private static List<Portion> portions(TapSession session, long ticket, TapScope scope) {
    List<Portion> portions = new ArrayList<>();
    Portion portion;
    do {
      portion = session.next(ticket, scope, 0).orElseThrow();
      portions.add(portion);
    } while (portion.isMore());
    return portions;
  }

  private static long shown(List<Portion> portions) {
    return portions.stream().mapToLong(portion -> portion.events().size()).sum();
  }

  private static long missed(List<Portion> portions) {
    return portions.stream()
        .flatMap(portion -> portion.gap().stream())
        .mapToLong(Gap::missed)
        .sum();
  }

  @Test
  void whatIsMoreThanTheRateAllowsIsCountedAndAQuietSecondFreesItAgain() {
    TapSession session = session("ann", ring);
    long ticket = attached(session);
    for (int i = 0; i < TapSession.EVENTS_PER_SECOND + 700; i++) {
      ring.publish(of("ann"));
    }
    List<Portion> first = portions(session, ticket, OWN);
    assertThat(shown(first)).isEqualTo(TapSession.EVENTS_PER_SECOND);
    ring.publish(of("ann"));
    Portion later = session.next(ticket, OWN, TimeUnit.SECONDS.toNanos(1)).orElseThrow();
    assertThat(later.events()).hasSize(1);
    assertThat(missed(first) + later.gap().orElseThrow().missed()).isEqualTo(700);
    assertThat(session.account().missed()).isEqualTo(700);
  }

  @Test
  void numbersTellATenantNothingOfOthersTraffic() {
    TapSession session = session("ann", ring);
    long ticket = attached(session);
    ring.publish(of("ann"));
    for (int i = 0; i < 100; i++) {
      ring.publish(of("bob"));
    }
    ring.publish(of("ann"));
    Portion portion = session.next(ticket, OWN, 0).orElseThrow();
    assertThat(portion.events()).hasSize(2);
    assertThat(portion.events().get(1).number()).isEqualTo(portion.events().get(0).number() + 1);
  }

  @Test
  void onlyWhoSeesTheNodeLearnsHowMuchOfItWasMissed() {
    TrafficRing small = new TrafficRing(16, 0);
    TapSession tenant = session("ann", small);
    TapSession provider = session("farm", small);
    for (int i = 0; i < 100; i++) {
      small.publish(of("bob"));
    }
    Portion told = tenant.next(attached(tenant), OWN, 0).orElseThrow();
    assertThat(told.gap()).contains(new Gap(0, true));
    Portion whole = provider.next(attached(provider), NODE, 0).orElseThrow();
    assertThat(whole.gap().orElseThrow().missed() + whole.events().size()).isEqualTo(100);
    assertThat(whole.gap().orElseThrow().atLeast()).isFalse();
  }

  @Test
  void aStreamThatResumesBehindWhatIsRememberedIsToldHowMuchItMissed() {
    TapSession session = session("ann", ring);
    long ticket = attached(session);
    long start = session.lastNumber();
    int all = TapSession.REMEMBERED + 500;
    long shown = 0;
    for (int second = 1; shown < all; second++) {
      for (int i = 0; i < 200 && shown < all; i++, shown++) {
        ring.publish(of("ann"));
      }
      assertThat(session.next(ticket, OWN, TimeUnit.SECONDS.toNanos(second))).isPresent();
    }
    assertThat(session.lastNumber()).isEqualTo(start + all);
    long again = session.attach(OptionalLong.of(start + 100)).orElseThrow();
    Portion portion = session.next(again, OWN, TimeUnit.SECONDS.toNanos(1_000)).orElseThrow();
    assertThat(portion.gap()).contains(new Gap(400, false));
    assertThat(portion.events().getFirst().number()).isEqualTo(start + 501);
  }

  @Test
  void aNumberThatWasNeverGivenIsAnsweredWithAGap() {
    TapSession session = session("ann", ring);
    long ticket = session.attach(OptionalLong.of(5)).orElseThrow();
    assertThat(session.next(ticket, OWN, 0).orElseThrow().gap()).contains(new Gap(0, true));
  }

  @Test
  void itIsOverWithoutStreamAfterItsLeaseAndNotBefore() {
    TapSession session = session("ann", ring);
    assertThat(session.isOver(NOW.plusSeconds(59))).isFalse();
    long ticket = attached(session);
    assertThat(session.isOver(NOW.plusSeconds(600))).isFalse();
    session.detach(ticket, NOW.plusSeconds(600));
    assertThat(session.isOver(NOW.plusSeconds(659))).isFalse();
    assertThat(session.isOver(NOW.plusSeconds(660))).isTrue();
    assertThat(session.end()).isTrue();
    assertThat(session.end()).isFalse();
    assertThat(session.attach(OptionalLong.empty())).isEmpty();
    assertThat(session.next(ticket, OWN, 0)).isEmpty();
    assertThat(ring.enabled()).isFalse();
  }

  @Test
  void aStreamThatWasTakenOverNeitherReadsNorEndsTheNewOnesLease() {
    TapSession session = session("ann", ring);
    long old = attached(session);
    attached(session);
    assertThat(session.next(old, OWN, 0)).isEmpty();
    session.detach(old, NOW);
    assertThat(session.isOver(NOW.plusSeconds(600))).isFalse();
  }

  @Test
  void ownersAreRememberedWhoseTrafficOthersSaw() {
    TapSession session = session("farm", ring);
    long ticket = attached(session);
    ring.publish(of("ann"));
    ring.publish(of("farm"));
    ring.publish(of(""));
    assertThat(session.next(ticket, NODE, 0).orElseThrow().events()).hasSize(3);
    assertThat(session.account().ownersSeen()).containsExactly("ann");
  }
}
