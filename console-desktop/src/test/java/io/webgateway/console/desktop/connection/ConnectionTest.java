package io.webgateway.console.desktop.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.client.RefusedException;
import io.webgateway.client.live.Freshness.Link;
import io.webgateway.console.desktop.fixture.FakeAgent;
import io.webgateway.console.desktop.fixture.Samples;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.wire.ProblemDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final SessionInfo SESSION =
      new SessionInfo("frankfurt", "https://fra.node.example:7443", "anna", Samples.ME);

  private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);
  private final AtomicReference<View> view = new AtomicReference<>(View.NOTHING);
  private final FakeAgent agent = new FakeAgent(Samples.picture());
  private final AtomicReference<Connection> connection = new AtomicReference<>();

  @AfterEach
  void close() {
    connection.get().close();
  }

  private void open() {
    connection.set(Connection.open(agent, SESSION, now::get, view::set, _ -> {}));
  }

  private Link link() {
    return view.get().freshness().link(now.get());
  }

  @Test
  void readsEverythingAndIsLive() {
    open();
    await().until(() -> view.get().picture().isPresent() && link() == Link.LIVE);
    assertThat(view.get().whyNoChange(now.get())).isEmpty();
    assertThat(view.get().freshness().loadedAt()).hasValue(Samples.NOW);
  }

  @Test
  void showsAChangedConditionWithoutReadingAgain() {
    open();
    await().until(() -> !agent.statusListeners().isEmpty());
    agent.statusListeners().getFirst().conditions("blog/web", Samples.deadBackend());
    await()
        .until(
            () ->
                view
                    .get()
                    .picture()
                    .orElseThrow()
                    .workloads()
                    .items()
                    .getFirst()
                    .conditions()
                    .stream()
                    .anyMatch(condition -> condition.status() == ConditionStatus.FALSE));
  }

  @Test
  void takesARemovedWorkloadAway() {
    open();
    await().until(() -> !agent.statusListeners().isEmpty());
    agent.statusListeners().getFirst().removed("blog/web");
    await().until(() -> !view.get().picture().orElseThrow().lists("blog/web"));
  }

  @Test
  void keepsWhatItKnewAndComesBackByItself() {
    open();
    await().until(() -> view.get().picture().isPresent() && link() == Link.LIVE);
    agent.goAway();
    await().until(() -> view.get().freshness().brokenSince().isPresent());
    now.set(Samples.NOW.plusSeconds(30));
    assertThat(link()).isEqualTo(Link.RECONNECTING);
    assertThat(view.get().isOld(now.get())).isTrue();
    assertThat(view.get().picture()).isPresent();
    assertThat(view.get().whyNoChange(now.get())).contains("does not answer");
    agent.comeBack();
    connection.get().refresh();
    await().atMost(Duration.ofSeconds(20)).until(() -> link() == Link.LIVE);
    assertThat(view.get().canChange(now.get())).isTrue();
  }

  @Test
  void saysWhyTheAgentRefuses() {
    var problem = ProblemDocument.of(401, "unknown-key", "No", "", "Unknown key", "Publish it");
    var refusing =
        new FakeAgent(Samples.picture()) {
          @Override
          public Picture read() {
            throw new RefusedException(problem);
          }
        };
    connection.set(Connection.open(refusing, SESSION, now::get, view::set, _ -> {}));
    await().until(() -> view.get().refused().isPresent());
    assertThat(view.get().whyNoChange(now.get())).isEqualTo("Unknown key");
  }

  @Test
  void triesWhatComesFirstUntilItWorks() {
    var tries = new AtomicInteger();
    connection.set(
        Connection.open(
            agent,
            SESSION,
            now::get,
            view::set,
            _ -> {
              if (tries.incrementAndGet() < 2) {
                throw new IllegalStateException("not yet");
              }
            }));
    await().until(() -> tries.get() == 1);
    connection.get().refresh();
    await().until(() -> view.get().picture().isPresent());
    assertThat(tries).hasValue(2);
  }

  @Test
  void aSessionKnowsItself() {
    open();
    assertThat(List.of(SESSION.isMe(Samples.ME.value()), SESSION.isMe("x")))
        .containsExactly(true, false);
  }
}
