package io.webgateway.console.desktop.shell;

import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.Connection;
import io.webgateway.console.desktop.connection.ConsoleAgent;
import io.webgateway.console.desktop.connection.Login;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.FxThread;
import io.webgateway.console.desktop.fx.Latest;
import io.webgateway.console.desktop.fx.Overlay;
import io.webgateway.console.desktop.fx.Toasts;
import io.webgateway.console.desktop.identities.Sessions;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.Workspace;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the areas work on: holds the open connection, runs what is slow on virtual threads and
 * brings outcomes back to JavaFX's thread. An outcome of a connection that has been closed since is
 * dropped.
 */
final class Desk implements Workspace, Sessions {
  private final InstantSource clock;
  private final Login login;
  private final Overlay overlay;
  private final Toasts toasts;
  private final Consumer<View> shown;
  private final BiConsumer<AreaName, String> opener;
  private Optional<Connection> connection = Optional.empty();
  private View view = View.NOTHING;

  Desk(
      InstantSource clock,
      Login login,
      Front front,
      Consumer<View> shown,
      BiConsumer<AreaName, String> opener) {
    this.clock = clock;
    this.login = login;
    this.overlay = front.overlay();
    this.toasts = front.toasts();
    this.shown = shown;
    this.opener = opener;
  }

  /** What is in front of the areas. */
  record Front(Overlay overlay, Toasts toasts) {}

  @Override
  public void connect(Opened opened) {
    disconnect();
    Latest<View> latest = new Latest<>(this::take);
    connection =
        Optional.of(
            Connection.open(
                login.agent(opened.profile(), opened.ring()),
                opened.info(),
                clock,
                latest::offer,
                agent -> publishFirst(opened, agent)));
    take(View.of(opened.info()));
    opener.accept(AreaName.OVERVIEW, "");
  }

  private static void publishFirst(Opened opened, ConsoleAgent agent) {
    opened
        .toPublish()
        .ifPresent(
            body -> {
              agent.publishIdentity(body);
              opened.published().run();
            });
  }

  @Override
  public void disconnect() {
    connection.ifPresent(Connection::close);
    connection = Optional.empty();
    take(View.NOTHING);
  }

  private void take(View next) {
    // A late view of a connection that was closed meanwhile is nobody's.
    if (connection.isPresent() || next.session().isEmpty()) {
      view = next;
      shown.accept(next);
    }
  }

  @Override
  public View view() {
    return view;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Overlay overlay() {
    return overlay;
  }

  @Override
  public Toasts toasts() {
    return toasts;
  }

  @Override
  public void open(AreaName area, String key) {
    opener.accept(area, key);
  }

  @Override
  public <T> void ask(
      Function<ConsoleAgent, T> task, Consumer<T> done, Consumer<ProblemText> failed) {
    Optional<Connection> asked = connection;
    if (asked.isEmpty()) {
      failed.accept(ProblemText.of(new IOException("Not connected: choose a profile first")));
      return;
    }
    work(
        () -> task.apply(asked.get().agent()),
        answer -> ifStill(asked, () -> done.accept(answer)),
        problem -> ifStill(asked, () -> failed.accept(problem)));
  }

  private void ifStill(Optional<Connection> asked, Runnable outcome) {
    if (asked.equals(connection)) {
      outcome.run();
    }
  }

  @Override
  public void change(
      Consumer<ConsoleAgent> task, String success, Runnable done, Consumer<ProblemText> failed) {
    ask(
        agent -> {
          task.accept(agent);
          return agent;
        },
        _ -> {
          toasts.say(Tone.GOOD, success);
          refresh();
          done.run();
        },
        failed);
  }

  @Override
  public <T> void work(Callable<T> task, Consumer<T> done, Consumer<ProblemText> failed) {
    Thread.ofVirtual()
        .name("console-work")
        .start(
            () -> {
              try {
                T outcome = task.call();
                FxThread.later(() -> done.accept(outcome));
              } catch (Exception e) {
                FxThread.later(() -> failed.accept(ProblemText.of(e)));
              }
            });
  }

  @Override
  public void refresh() {
    connection.ifPresent(Connection::refresh);
  }
}
