package io.webgateway.console.web.component;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import io.webgateway.client.screen.ProblemText;

/** A word in passing about what was done. */
public final class Toast {
  private static final int SHORT_MILLIS = 4_000;
  private static final int LONG_MILLIS = 12_000;

  private Toast() {}

  /** It worked. */
  public static void done(String text) {
    Notification shown = Notification.show(text, SHORT_MILLIS, Notification.Position.BOTTOM_CENTER);
    shown.addThemeVariants(NotificationVariant.LUMO_SUCCESS);
  }

  /** It did not; for what has no better place on the screen. */
  public static void failed(ProblemText problem) {
    String cure = problem.lines().isEmpty() ? "" : " " + problem.lines().getFirst();
    Notification shown =
        Notification.show(
            problem.title() + "." + cure, LONG_MILLIS, Notification.Position.BOTTOM_CENTER);
    shown.addThemeVariants(NotificationVariant.LUMO_ERROR);
  }
}
