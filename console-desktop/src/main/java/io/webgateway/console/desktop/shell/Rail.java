package io.webgateway.console.desktop.shell;

import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.AreaName;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** The list of areas at the left, with who is connected below. */
final class Rail {
  private final Map<AreaName, ToggleButton> buttons = new EnumMap<>(AreaName.class);
  private final Map<AreaName, Label> counts = new EnumMap<>(AreaName.class);
  private final Label whoName = Parts.text("", "who-name");
  private final Label whoAgent = Parts.text("", "who-agent");
  private final VBox root = new VBox();

  Rail(Consumer<AreaName> open, Runnable toggleAppearance) {
    root.getStyleClass().add("rail");
    Label brand = new Label("Web Gateway", Parts.icon(Material2AL.DEVICE_HUB));
    brand.getStyleClass().add("brand");
    root.getChildren().add(brand);
    ToggleGroup group = new ToggleGroup();
    // One of them is always chosen: pressing it again changes nothing.
    group
        .selectedToggleProperty()
        .addListener(
            (_, before, after) -> {
              if (after == null && before != null) {
                before.setSelected(true);
              }
            });
    for (AreaName area : AreaName.values()) {
      root.getChildren().add(button(area, group, open));
    }
    Region spring = new Region();
    VBox.setVgrow(spring, Priority.ALWAYS);
    root.getChildren().addAll(spring, who(open), appearance(toggleAppearance));
    who(Optional.empty());
  }

  private ToggleButton button(AreaName area, ToggleGroup group, Consumer<AreaName> open) {
    Label count = Parts.text("", "count");
    Parts.show(false, List.of(count));
    Label title = Parts.text(area.title());
    HBox inside = new HBox(Parts.icon(area.icon()), title, Parts.spring(), count);
    inside.getStyleClass().add("nav-inside");
    ToggleButton button = new ToggleButton("", inside);
    inside.prefWidthProperty().bind(button.widthProperty().subtract(18));
    button.setId("nav-" + area.name().toLowerCase(Locale.ROOT));
    button.getStyleClass().add("nav");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setToggleGroup(group);
    button.setAccessibleText(area.title());
    button.setTooltip(new Tooltip(area.title() + "  Ctrl+" + area.digit()));
    button.setOnAction(_ -> open.accept(area));
    buttons.put(area, button);
    counts.put(area, count);
    return button;
  }

  private Button who(Consumer<AreaName> open) {
    Button who =
        new Button(
            "", new HBox(9, Parts.icon(Material2AL.ACCOUNT_CIRCLE), new VBox(whoName, whoAgent)));
    who.getStyleClass().add("who");
    who.setMaxWidth(Double.MAX_VALUE);
    who.setAccessibleText("Profiles");
    who.setOnAction(_ -> open.accept(AreaName.IDENTITIES));
    return who;
  }

  private static Button appearance(Runnable toggle) {
    Button button = Parts.iconButton(Material2AL.BRIGHTNESS_6, "Light or dark (Ctrl+D)", toggle);
    button.setId("appearance");
    return button;
  }

  VBox node() {
    return root;
  }

  /** Marks the area that is in front. */
  void choose(AreaName area) {
    ToggleButton button = buttons.get(area);
    if (button != null) {
      button.setSelected(true);
    }
  }

  /** Says how many things in an area are wrong. */
  void count(AreaName area, int number) {
    Label count = counts.get(area);
    ToggleButton button = buttons.get(area);
    if (count != null && button != null) {
      count.setText(Integer.toString(number));
      Parts.show(number > 0, List.of(count));
      button.setAccessibleText(
          number > 0 ? area.title() + ", " + number + " to look at" : area.title());
    }
  }

  /** Says who is connected. */
  void who(Optional<SessionInfo> session) {
    whoName.setText(session.map(SessionInfo::identityName).orElse("Not connected"));
    whoAgent.setText(session.map(SessionInfo::profile).orElse("choose a profile"));
  }
}
