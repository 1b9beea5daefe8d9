package io.webgateway.console.desktop.fx;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** The form of a card in front of the window: title, body that scrolls, buttons. */
public final class Card {
  private final VBox box;
  private final ScrollPane scroll;
  private final Notice notice = new Notice();
  private final HBox buttons = new HBox();

  /**
   * A card.
   *
   * @param widthPixels how wide
   * @param close what the cross does
   */
  public Card(String title, double widthPixels, Node body, Runnable close) {
    HBox head =
        new HBox(
            Parts.heading(title, "card-title"),
            Parts.spring(),
            Parts.iconButton(Material2AL.CLOSE, "Close", close));
    head.getStyleClass().add("card-head");
    scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("card-scroll");
    scroll.setFocusTraversable(false);
    body.getStyleClass().add("card-body");
    VBox.setVgrow(scroll, Priority.SOMETIMES);
    buttons.getStyleClass().add("card-buttons");
    notice.node().getStyleClass().add("card-notice");
    box = new VBox(head, scroll, notice.node(), buttons);
    box.getStyleClass().add("card");
    box.setPrefWidth(widthPixels);
  }

  /** Buttons, the one that does it last. */
  public Card buttons(Button... all) {
    buttons.getChildren().setAll(List.of(all));
    buttons.getChildren().addFirst(Parts.spring());
    return this;
  }

  /** Gives the keyboard to a field of the body, and brings it and what is around it into view. */
  public void reveal(Node input, Node around) {
    input.requestFocus();
    // What is said at the field takes room, which it has after the next layout.
    FxThread.later(
        () -> {
          Node body = scroll.getContent();
          Bounds field = body.sceneToLocal(around.localToScene(around.getLayoutBounds()));
          double hidden =
              body.getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
          if (hidden > 0) {
            double below = field.getMaxY() - scroll.getViewportBounds().getHeight();
            double above = field.getMinY();
            double now = scroll.getVvalue() * hidden;
            scroll.setVvalue(Math.clamp(now, Math.max(0, below), Math.max(above, below)) / hidden);
          }
        });
  }

  /** Says something about all of the card. */
  public Notice notice() {
    return notice;
  }

  /** The card. */
  public VBox node() {
    return box;
  }
}
