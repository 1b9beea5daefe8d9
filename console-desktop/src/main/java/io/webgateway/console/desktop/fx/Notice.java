package io.webgateway.console.desktop.fx;

import io.webgateway.client.screen.Tone;
import java.util.Arrays;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** A box within a screen that says something about all of it; takes no room while it is silent. */
public final class Notice {
  private static final List<String> TONES = Arrays.stream(Tone.values()).map(Tone::word).toList();

  private final FontIcon icon = Parts.icon(Parts.iconOf(Tone.NEUTRAL));
  private final Label title = Parts.prose("", "notice-title");
  private final Label text = Parts.prose("", "notice-text");
  private final HBox box;

  /** A silent one. */
  public Notice() {
    VBox words = new VBox(title, text);
    HBox.setHgrow(words, Priority.ALWAYS);
    box = new HBox(icon, words);
    box.getStyleClass().add("notice");
    box.setAccessibleRole(AccessibleRole.TEXT);
    hide();
  }

  /** The box. */
  public Region node() {
    return box;
  }

  /** Says something; empty text for a title alone. */
  public void show(Tone tone, String heading, String words) {
    icon.setIconCode(Parts.iconOf(tone));
    title.setText(heading);
    text.setText(words);
    Parts.show(!words.isEmpty(), List.of(text));
    box.getStyleClass().removeAll(TONES);
    box.getStyleClass().add(tone.word());
    box.setAccessibleText(words.isEmpty() ? heading : heading + ". " + words);
    Parts.show(true, List.of(box));
  }

  /** Is silent again. */
  public void hide() {
    Parts.show(false, List.of(box));
  }

  /** What it says; empty while it is silent. */
  public String shown() {
    return box.isVisible() ? box.getAccessibleText() : "";
  }
}
