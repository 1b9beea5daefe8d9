package io.webgateway.console.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.live.Freshness;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LivePictureTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Picture SOMETHING = new FakeConsole().signIn().live().picture();

  private Instant now = START;
  private Supplier<Picture> reading = () -> SOMETHING;
  private final List<StatusListener> followers = new ArrayList<>();
  private final LivePicture live =
      new LivePicture(
          new PictureSource() {
            @Override
            public Picture read() {
              return reading.get();
            }

            @Override
            public AutoCloseable follow(StatusListener listener) {
              followers.add(listener);
              return () -> followers.remove(listener);
            }
          },
          () -> now);

  @Test
  void whatWasReadLastStaysWhenTheAgentIsAwayAndSaysItsAge() {
    assertThat(live.readOnce()).isTrue();
    followers.getFirst().connected();
    assertThat(live.freshness().link(now)).isEqualTo(Freshness.Link.LIVE);
    followers.getFirst().interrupted("gone");
    reading =
        () -> {
          throw new UnreachableException("does not answer", new IOException("gone"));
        };
    now = now.plusSeconds(30);
    assertThat(live.readOnce()).isFalse();
    assertThat(live.picture()).isEqualTo(SOMETHING);
    assertThat(live.freshness().link(now)).isEqualTo(Freshness.Link.RECONNECTING);
    assertThat(live.freshness().text(now)).contains("30 s");
    assertThat(live.refusal()).isEmpty();
  }

  @Test
  void aReadingThatFailedOnceDoesNotLeaveAnOpenStreamCalledBroken() {
    live.readOnce();
    followers.getFirst().connected();
    Supplier<Picture> good = reading;
    reading =
        () -> {
          throw new UnreachableException("does not answer", new IOException("slow"));
        };
    live.readOnce();
    reading = good;
    live.readOnce();
    now = now.plusSeconds(60);
    assertThat(live.freshness().link(now)).isEqualTo(Freshness.Link.LIVE);
  }

  @Test
  void aRefusalIsToldAndForgottenWhenItIsOver() {
    reading =
        () -> {
          throw new RefusedException(
              ProblemDocument.of(
                  401, "unknown-key", "No", "", "This key is not listed", "List it"));
        };
    assertThat(live.readOnce()).isFalse();
    assertThat(live.refusal()).get().asString().contains("This key is not listed");
    reading = () -> SOMETHING;
    live.readOnce();
    assertThat(live.refusal()).isEmpty();
  }

  @Test
  void viewersAreToldOfChangesUntilTheyLeave() {
    AtomicInteger told = new AtomicInteger();
    Runnable leave = live.onChange(told::incrementAndGet);
    live.readOnce();
    assertThat(told).hasValue(1);
    followers
        .getFirst()
        .conditions(
            "blog/web",
            List.of(
                new ConditionRow(
                    ConditionType.SERVING,
                    ConditionStatus.TRUE,
                    "Serving",
                    Optional.empty(),
                    now)));
    assertThat(told).hasValue(2);
    leave.run();
    live.readOnce();
    assertThat(told).hasValue(2);
  }

  @Test
  void closingEndsTheStreamAndNewKeysOpenAnother() {
    live.readOnce();
    assertThat(followers).hasSize(1);
    live.followAnew();
    assertThat(followers).isEmpty();
    live.readOnce();
    assertThat(followers).hasSize(1);
    live.close();
    assertThat(followers).isEmpty();
    live.readOnce();
    assertThat(followers).as("nothing is followed after the end").isEmpty();
  }
}
