package io.webgateway.console.desktop.workspace;

import io.webgateway.client.screen.ProblemText;
import io.webgateway.console.desktop.connection.ConsoleAgent;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.Overlay;
import io.webgateway.console.desktop.fx.Toasts;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an area may use of the console around it. On JavaFX's thread. */
public interface Workspace {

  /** What is known now. */
  View view();

  /** What time it is. */
  Instant now();

  /** Cards in front of the window. */
  Overlay overlay();

  /** Short words on what was done. */
  Toasts toasts();

  /** Brings an area to the front, and one of its things; empty for none. */
  void open(AreaName area, String key);

  /**
   * Asks the agent something, on a virtual thread; one of the two gets the outcome, on JavaFX's.
   * Without a connection it fails at once.
   */
  <T> void ask(Function<ConsoleAgent, T> task, Consumer<T> done, Consumer<ProblemText> failed);

  /**
   * Changes something on the agent, says so, and reads everything again.
   *
   * @param success what to say afterwards
   */
  void change(
      Consumer<ConsoleAgent> task, String success, Runnable done, Consumer<ProblemText> failed);

  /** Does something slow that is not the agent's, such as reading a file. */
  <T> void work(Callable<T> task, Consumer<T> done, Consumer<ProblemText> failed);

  /** Reads everything again. */
  void refresh();
}
