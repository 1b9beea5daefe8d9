package io.webgateway.console.desktop.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Cards in front of the window's content. While one is there the rest takes neither mouse nor keys,
 * so focus cannot leave the card; Escape closes it and gives the focus back.
 */
public final class Overlay {
  private final StackPane root = new StackPane();
  private final Deque<Layer> layers = new ArrayDeque<>();
  private final Node content;

  private record Layer(StackPane scrim, Runnable onClose, Optional<Node> focusBefore) {}

  /** Over a window's content. */
  public Overlay(Node content) {
    this.content = content;
    root.getChildren().add(content);
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::closeOnEscape);
  }

  /** Content and cards. */
  public StackPane node() {
    return root;
  }

  /** Whether a card is shown. */
  public boolean isOpen() {
    return !layers.isEmpty();
  }

  /**
   * Shows a card.
   *
   * @param title for screen readers
   * @param focus what gets the keys first
   * @param onClose runs when the card goes, for whatever reason
   */
  public void open(String title, Region card, Node focus, Runnable onClose) {
    StackPane scrim = new StackPane(card);
    scrim.getStyleClass().add("scrim");
    card.getStyleClass().add("card-dialog");
    card.setAccessibleRole(AccessibleRole.DIALOG);
    card.setAccessibleText(title);
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Optional<Node> before = Optional.ofNullable(root.getScene()).map(Scene::getFocusOwner);
    beneath().setDisable(true);
    layers.push(new Layer(scrim, onClose, before));
    root.getChildren().add(scrim);
    FxThread.later(focus::requestFocus);
  }

  /** Takes the front card away. */
  public void close() {
    if (layers.isEmpty()) {
      return;
    }
    Layer gone = layers.pop();
    root.getChildren().remove(gone.scrim());
    beneath().setDisable(false);
    gone.focusBefore().ifPresent(Node::requestFocus);
    gone.onClose().run();
  }

  private Node beneath() {
    return layers.isEmpty() ? content : layers.element().scrim();
  }

  private void closeOnEscape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && isOpen()) {
      event.consume();
      close();
    }
  }
}
