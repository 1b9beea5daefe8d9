package io.webgateway.agent.proxy.exchange;

import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.FOR_ANSWER;
import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.FOR_BACKEND;
import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.FOR_FIRST_BYTE;
import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.FOR_REQUEST;
import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.FOR_VISITOR;
import static io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting.TO_CONNECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.exchange.ExchangeClock.Waiting;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeClockTest {
  private static final ExchangeLimits LIMITS =
      new ExchangeLimits(1_000, 30_000, 20_000, 10_000, 100, 0);

  private static long silenceMillis(Waiting waiting) {
    return switch (waiting) {
      case TO_CONNECT, FOR_BANDWIDTH -> Long.MAX_VALUE;
      case FOR_REQUEST, FOR_BACKEND, FOR_ANSWER -> 20_000;
      case FOR_FIRST_BYTE -> 30_000;
      case FOR_VISITOR -> 10_000;
    };
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Looks as often as the clock asks for, until it says that the exchange must end. */
  private static long endsAfterMillis(ExchangeClock clock, long taken, long fromMillis) {
    long now = fromMillis;
    for (int looks = 0; looks < 1_000; looks++) {
      Optional<CompletionReason> reason = clock.judge(taken, nanos(now));
      if (reason.isPresent()) {
        return now - fromMillis;
      }
      long next = clock.lookMillis(nanos(now));
      assertThat(next).as("a look now that changes nothing would never end").isPositive();
      if (next == ExchangeClock.NEVER_MILLIS) {
        return Long.MAX_VALUE;
      }
      now += next;
    }
    throw new AssertionError("the clock looks too often");
  }

  @ParameterizedTest
  @EnumSource(Waiting.class)
  void silenceEndsAnExchangeAtItsLimitWhomeverItWaitsFor(Waiting waiting) {
    ExchangeLimits unpaced = new ExchangeLimits(1_000, 30_000, 20_000, 10_000, 0, 0);
    ExchangeClock clock = new ExchangeClock(unpaced, false, nanos(5));
    clock.moved(waiting, 0, nanos(1_000));

    assertThat(endsAfterMillis(clock, 0, 1_000)).isEqualTo(silenceMillis(waiting));
  }

  @ParameterizedTest
  @EnumSource(Waiting.class)
  void theTotalLimitEndsAnExchangeThatIsNeverSilent(Waiting waiting) {
    ExchangeLimits limits = new ExchangeLimits(1_000, 30_000, 20_000, 10_000, 0, 60_000);
    ExchangeClock clock = new ExchangeClock(limits, false, 0);
    for (long now = 0; now < 60_000; now += 500) {
      clock.moved(waiting, now, nanos(now));
      assertThat(clock.judge(now, nanos(now))).isEmpty();
    }
    assertThat(clock.judge(0, nanos(60_000))).contains(CompletionReason.TOTAL_TIMEOUT);
  }

  @Test
  void aTricklingBodyIsTooSlowAndATricklingReaderToo() {
    ExchangeClock body = new ExchangeClock(LIMITS, false, 0);
    ExchangeClock reader = new ExchangeClock(LIMITS, false, 0);
    body.moved(FOR_REQUEST, 0, 0);
    reader.moved(FOR_VISITOR, 0, 0);
    long now = 0;
    while (body.judge(0, nanos(now)).isEmpty() && reader.judge(now / 100, nanos(now)).isEmpty()) {
      now += 1_000;
      body.received(10);
      body.moved(FOR_REQUEST, 0, nanos(now));
    }
    assertThat(now).isEqualTo(BodyPace.GRACE_MILLIS + 1_000);
    assertThat(body.judge(0, nanos(now))).contains(CompletionReason.CLIENT_TOO_SLOW);
    assertThat(reader.judge(now / 100, nanos(now))).contains(CompletionReason.CLIENT_TOO_SLOW);
  }

  @Test
  void whatTricklesDoesNotPutOffTheLookAtItsPace() {
    ExchangeClock clock = new ExchangeClock(LIMITS, false, 0);
    long dueMillis = clock.moved(FOR_REQUEST, 0, 0);
    for (long now = 0; now < dueMillis; now += 10) {
      assertThat(now + clock.moved(FOR_REQUEST, 0, nanos(now))).isLessThanOrEqualTo(dueMillis);
    }
  }

  @Test
  void aVisitorWhoStreamsMessagesMayThinkInBetween() {
    ExchangeClock clock = new ExchangeClock(LIMITS, true, 0);
    for (long now = 0; now < 600_000; now += 15_000) {
      clock.received(1);
      clock.moved(FOR_REQUEST, 0, nanos(now));
      assertThat(clock.judge(0, nanos(now))).isEmpty();
    }
  }

  @Test
  void theTimeThatOthersTakeIsNotTheVisitors() {
    ExchangeClock clock = new ExchangeClock(LIMITS, false, 0);
    clock.received(400);
    clock.moved(FOR_REQUEST, 0, 0);
    for (long now = 4_000; now < 400_000; now += 10_000) {
      clock.moved(FOR_BACKEND, 0, nanos(now));
      assertThat(clock.judge(0, nanos(now))).isEmpty();
    }
    clock.moved(FOR_REQUEST, 0, nanos(400_000));
    assertThat(clock.judge(0, nanos(400_900))).isEmpty();
    assertThat(clock.judge(0, nanos(401_200))).contains(CompletionReason.CLIENT_TOO_SLOW);
  }

  @Test
  void noExchangeEndsBeforeALimitOrLongAfterIt() {
    for (int seed = 0; seed < 3_000; seed++) {
      simulate(seed);
    }
  }

  /** Whoever keeps above the pace and below every silence may go on; whoever stops is ended. */
  private static void simulate(int seed) {
    Random random = new Random(seed);
    ExchangeClock clock = new ExchangeClock(LIMITS, false, 0);
    Waiting[] all = Waiting.values();
    Waiting waiting = TO_CONNECT;
    long now = 0;
    long taken = 0;
    for (int step = 0; step < 50; step++) {
      long pause = 1L + random.nextInt(9_000);
      now += pause;
      taken += pause;
      clock.received(pause);
      assertThat(clock.judge(taken, nanos(now))).as("seed %d step %d", seed, step).isEmpty();
      waiting = random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : waiting;
      clock.moved(waiting, taken, nanos(now));
    }
    if (waiting != TO_CONNECT) {
      long limit = silenceMillis(waiting);
      long ended = endsAfterMillis(clock, taken, now);
      assertThat(ended).as("seed %d", seed).isBetween(1L, limit);
      boolean paced = waiting == FOR_REQUEST || waiting == FOR_VISITOR;
      assertThat(paced || ended == limit).as("seed %d", seed).isTrue();
    }
  }
}
