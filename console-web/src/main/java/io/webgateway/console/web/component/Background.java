package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.webgateway.client.GatewayException;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.wire.WireException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that blocks, done apart from the browser's session, and what the screen does afterwards. */
public final class Background {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private Background() {}

  /**
   * Does some work and comes back to the screen, if it is still there.
   *
   * @param screen who asks
   * @param work blocking; touches no component
   * @param then with what came of it
   * @param failed with what to say when nothing came of it
   */
  public static <T> void run(
      Component screen, Supplier<T> work, Consumer<T> then, Consumer<ProblemText> failed) {
    UI ui = UI.getCurrent();
    Current.parts().executor().execute(() -> work(screen, ui, work, then, failed));
  }

  private static <T> void work(
      Component screen, UI ui, Supplier<T> work, Consumer<T> then, Consumer<ProblemText> failed) {
    try {
      T done = work.get();
      back(screen, ui, () -> then.accept(done));
    } catch (GatewayException | WireException e) {
      back(screen, ui, () -> failed.accept(ProblemText.of(e)));
    } catch (RuntimeException e) {
      LOG.error("Work for a screen failed", e);
      back(screen, ui, () -> failed.accept(ProblemText.of(e)));
    }
  }

  private static void back(Component screen, UI ui, Runnable update) {
    ui.access(
        () -> {
          if (screen.isAttached()) {
            update.run();
          }
        });
  }
}
