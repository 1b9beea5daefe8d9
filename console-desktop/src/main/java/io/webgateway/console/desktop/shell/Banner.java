package io.webgateway.console.desktop.shell;

import io.webgateway.client.live.Freshness;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.Parts;
import java.time.Instant;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The line above the area when the agent is gone, or does not let this identity look. */
final class Banner {
  private final FontIcon icon = Parts.icon(Material2MZ.SYNC_PROBLEM);
  private final Label text = Parts.prose("");
  private final HBox box;

  Banner(Runnable retry) {
    text.setId("banner-text");
    box =
        new HBox(icon, text, Parts.spring(), Parts.button("Try _now", Material2MZ.REFRESH, retry));
    box.getStyleClass().add("banner");
    box.setAccessibleRole(AccessibleRole.TEXT);
    Parts.show(false, List.of(box));
  }

  HBox node() {
    return box;
  }

  void show(View view, Instant now) {
    String words = words(view, now);
    Parts.show(!words.isEmpty(), List.of(box));
    text.setText(words);
    box.setAccessibleText(words);
    boolean isRefused = view.refused().isPresent();
    icon.setIconCode(isRefused ? Material2AL.BLOCK : Material2MZ.SYNC_PROBLEM);
    box.getStyleClass().remove("bad");
    if (isRefused) {
      box.getStyleClass().add("bad");
    }
  }

  private static String words(View view, Instant now) {
    if (view.session().isEmpty()) {
      return "";
    }
    if (view.refused().isPresent()) {
      ProblemText problem = ProblemText.of(view.refused().get());
      return problem.title() + ". " + String.join(" ", problem.lines());
    }
    if (view.freshness().link(now) != Freshness.Link.RECONNECTING) {
      return "";
    }
    String reason = view.freshness().reason();
    String what = reason.startsWith("The agent") ? reason : "The agent does not answer: " + reason;
    return what
        + "\n"
        + capitalised(view.freshness().text(now))
        + ". You can read on; changes wait until it is back.";
  }

  private static String capitalised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
