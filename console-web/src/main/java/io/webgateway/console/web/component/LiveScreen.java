package io.webgateway.console.web.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Main;
import io.webgateway.console.web.session.LivePicture;
import io.webgateway.console.web.session.Picture;
import io.webgateway.console.web.session.SignedIn;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A screen that shows what the agent lists, and is drawn again whenever that changes. Changes that
 * come faster than they can be drawn are drawn once.
 */
public abstract class LiveScreen extends Main {
  private final SignedIn user = Current.user();
  private final AtomicBoolean drawingIsDue = new AtomicBoolean();
  private Runnable ending = () -> {};

  /** An empty screen. */
  protected LiveScreen() {
    addClassName("screen");
  }

  /** Who looks. */
  protected final SignedIn user() {
    return user;
  }

  /** What was read last. */
  protected final Picture picture() {
    return user.live().picture();
  }

  /** Whether anything was read yet. */
  protected final boolean isLoaded() {
    return user.live().freshness().loadedAt().isPresent();
  }

  /** Shows a picture; called with the session held, at first and after each change. */
  protected abstract void draw(Picture picture, Instant now);

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    LivePicture live = user.live();
    ending = live.onChange(() -> drawSoon(ui));
    draw(live.picture(), Current.now());
  }

  private void drawSoon(UI ui) {
    if (drawingIsDue.compareAndSet(false, true)) {
      ui.access(
          () -> {
            drawingIsDue.set(false);
            if (isAttached()) {
              draw(user.live().picture(), Current.now());
            }
          });
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    ending.run();
    super.onDetach(event);
  }
}
