package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void workThatTakesTooLongIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                deadlines.<Boolean, InterruptedException>within(
                    1,
                    () -> {
                      never.await();
                      return true;
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void workThatEndsAfterAllLeavesNoInterruptBehind() {
    boolean seen =
        deadlines.<Boolean, RuntimeException>within(
            1,
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return true;
            });
    assertThat(seen).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
