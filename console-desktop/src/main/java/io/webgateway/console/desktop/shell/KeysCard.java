package io.webgateway.console.desktop.shell;

import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.Overlay;
import io.webgateway.console.desktop.fx.Parts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Which keys do what. */
final class KeysCard {
  private static final double WIDTH_PIXELS = 460;

  private record Line(String keys, String what) {}

  private static final List<Line> LINES =
      List.of(
          new Line("Ctrl 1 … 7", "go to an area"),
          new Line("Ctrl R   F5", "read everything again"),
          new Line("Ctrl F", "find in the list"),
          new Line("Ctrl N", "reserve, publish, upload, add: what the area's main button does"),
          new Line("↑ ↓   Enter", "choose a row, open it"),
          new Line("/", "filter live traffic"),
          new Line("Space", "pause live traffic, and go on"),
          new Line("Ctrl D", "light or dark"),
          new Line("Ctrl L", "disconnect, and forget the keys"),
          new Line("Esc", "close what is in front"),
          new Line("Alt + letter", "press a button"));

  private KeysCard() {}

  static void open(Overlay overlay) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("facts");
    for (int row = 0; row < LINES.size(); row++) {
      Line line = LINES.get(row);
      HBox keys = new HBox(4);
      for (String key : line.keys().split(" {3}", -1)) {
        keys.getChildren().add(Parts.text(key, "key"));
      }
      grid.add(keys, 0, row);
      grid.add(Parts.prose(line.what()), 1, row);
    }
    Button close = new Button("_Close");
    close.setOnAction(_ -> overlay.close());
    Card card = new Card("Keys", WIDTH_PIXELS, grid, overlay::close).buttons(close);
    overlay.open("Keys", card.node(), close, () -> {});
  }
}
