package io.webgateway.agent.routing.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long TERABIT_IN_BYTES = 1_000_000_000_000L / 8;

  @Test
  void givesOneSecondsWorthAtOnceAndThenItsRate() {
    Bucket bucket = new Bucket();
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.takeOne(10, 0)).isZero();
    }
    assertThat(bucket.takeOne(10, 0)).isEqualTo(SECOND / 10);
    assertThat(bucket.takeOne(10, SECOND / 10)).isZero();
    assertThat(bucket.takeOne(10, SECOND / 10)).isPositive();
  }

  @Test
  void givesAtLeastOne() {
    Bucket bucket = new Bucket();
    assertThat(bucket.takeOne(1, 0)).isZero();
    assertThat(bucket.takeOne(1, 0)).isEqualTo(SECOND);
    assertThat(bucket.takeOne(1, SECOND)).isZero();
  }

  @Test
  void limitsNothingWithoutARate() {
    Bucket bucket = new Bucket();
    assertThat(bucket.takeOne(0, 0)).isZero();
    assertThat(bucket.spend(0, Integer.MAX_VALUE, 0)).isZero();
    assertThat(bucket.isFull(0)).isTrue();
  }

  @Test
  void savesNoMoreThanItsBurstHoweverLongNobodyAsks() {
    Bucket bucket = new Bucket();
    long later = TimeUnit.DAYS.toNanos(10_000);
    int taken = 0;
    while (bucket.takeOne(7, later) == 0) {
      taken++;
    }
    assertThat(taken).isEqualTo(7);
  }

  @Test
  void letsWhatHasPassedBePaidLater() {
    Bucket bucket = new Bucket();
    assertThat(bucket.spend(1_000, 1_000, 0)).isZero();
    assertThat(bucket.spend(1_000, 3_000, 0)).isEqualTo(3 * SECOND);
    assertThat(bucket.owedNanos(SECOND)).isEqualTo(2 * SECOND);
    assertThat(bucket.owedNanos(3 * SECOND)).isZero();
    assertThat(bucket.isFull(3 * SECOND)).isFalse();
    assertThat(bucket.isFull(4 * SECOND)).isTrue();
  }

  @Test
  void doesNotOverflowAtTheLargestRatesAndReads() {
    Bucket bucket = new Bucket();
    assertThat(bucket.spend(TERABIT_IN_BYTES, Integer.MAX_VALUE, 0)).isZero();
    assertThat(bucket.spend(1, Integer.MAX_VALUE, 0))
        .isBetween((Integer.MAX_VALUE - 1L) * SECOND, (Integer.MAX_VALUE + 1L) * SECOND);
  }

  @Test
  void givesBackWhatWasNotUsed() {
    Bucket bucket = new Bucket();
    assertThat(bucket.takeOne(1, 0)).isZero();
    bucket.giveBackOne(1);
    assertThat(bucket.takeOne(1, 0)).isZero();
  }
}
