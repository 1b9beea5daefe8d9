package io.webgateway.console.desktop.fx;

import atlantafx.base.theme.Styles;
import io.webgateway.client.screen.Tone;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * The small parts that screens are made of, each with its style and its text for screen readers.
 */
public final class Parts {
  private Parts() {}

  /** An icon that says nothing by itself. */
  public static FontIcon icon(Ikon ikon) {
    FontIcon icon = new FontIcon(ikon);
    icon.getStyleClass().add("part-icon");
    return icon;
  }

  /** The icon that says the same as a tone's colour. */
  public static Ikon iconOf(Tone tone) {
    return switch (tone) {
      case GOOD -> Material2AL.CHECK_CIRCLE;
      case ATTENTION -> Material2MZ.WARNING;
      case BAD -> Material2AL.ERROR;
      case NEUTRAL -> Material2AL.HELP_OUTLINE;
    };
  }

  /** A state: icon and word in the tone's colour. */
  public static Label chip(Tone tone, String word) {
    return chip(tone, iconOf(tone), word);
  }

  /** A state with an icon of its own. */
  public static Label chip(Tone tone, Ikon ikon, String word) {
    Label label = new Label(word, icon(ikon));
    label.getStyleClass().addAll("chip", tone.word());
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** A line of text. */
  public static Label text(String text, String... styleClasses) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styleClasses);
    return label;
  }

  /** A text that wraps. */
  public static Label prose(String text, String... styleClasses) {
    Label label = text(text, styleClasses);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** A heading that screen readers know as one. */
  public static Label heading(String text, String styleClass) {
    Label label = text(text, styleClass);
    label.setAccessibleRole(AccessibleRole.TEXT);
    label.setAccessibleRoleDescription("heading");
    return label;
  }

  /** A button with a mnemonic: the letter after an underscore. */
  public static Button button(String text, Ikon ikon, Runnable action) {
    Button button = new Button(text, icon(ikon));
    button.setMnemonicParsing(true);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** The one button of a screen that does what people mostly come for. */
  public static Button primary(String text, Ikon ikon, Runnable action) {
    Button button = button(text, ikon, action);
    button.getStyleClass().add(Styles.ACCENT);
    return button;
  }

  /** A button that takes something away. */
  public static Button danger(String text, Ikon ikon, Runnable action) {
    Button button = button(text, ikon, action);
    button.getStyleClass().addAll(Styles.BUTTON_OUTLINED, Styles.DANGER);
    return button;
  }

  /** A button of an icon alone; its text is for tooltips and screen readers. */
  public static Button iconButton(Ikon ikon, String text, Runnable action) {
    Button button = new Button("", icon(ikon));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "icon-button");
    button.setAccessibleText(text);
    button.setTooltip(new Tooltip(text));
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** Copies a text to the clipboard. */
  public static Button copyButton(String what, String text) {
    return iconButton(
        Material2AL.CONTENT_COPY,
        "Copy " + what,
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(text);
          Clipboard.getSystemClipboard().setContent(content);
        });
  }

  /** A text that does something when clicked. */
  public static Hyperlink link(String text, Runnable action) {
    Hyperlink link = new Hyperlink(text);
    link.getStyleClass().add("part-link");
    link.setOnAction(
        _ -> {
          link.setVisited(false);
          action.run();
        });
    return link;
  }

  /** Room that grows. */
  public static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /** Nodes in a row. */
  public static HBox row(Node... nodes) {
    HBox row = new HBox(nodes);
    row.getStyleClass().add("part-row");
    return row;
  }

  /** Things side by side that share the room. */
  public static HBox evenRow(Node... nodes) {
    HBox row = new HBox(12, nodes);
    for (Node node : nodes) {
      HBox.setHgrow(node, Priority.ALWAYS);
    }
    return row;
  }

  /** Shows some and hides others, which then take no room either. */
  public static void show(boolean visible, List<? extends Node> nodes) {
    for (Node node : nodes) {
      node.setVisible(visible);
      node.setManaged(visible);
    }
  }
}
