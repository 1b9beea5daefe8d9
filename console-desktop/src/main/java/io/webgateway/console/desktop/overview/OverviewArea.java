package io.webgateway.console.desktop.overview;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.Attention;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Is anything wrong, what runs where, what expires. */
public final class OverviewArea implements Area {
  private static final int EXPIRIES = 8;
  private static final int ROWS = 12;
  private static final double TILE_PIXELS = 240;
  private static final double CHIP_PIXELS = 78;

  private final Workspace workspace;
  private final AreaFrame frame;
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private Optional<Picture> shown = Optional.empty();

  /** An area on a workspace. */
  public OverviewArea(Workspace workspace) {
    this.workspace = workspace;
    frame = new AreaFrame(name().title());
    content.getStyleClass().add("overview");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("plain-scroll");
    show(View.NOTHING);
  }

  @Override
  public AreaName name() {
    return AreaName.OVERVIEW;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    if (view.picture().isEmpty()) {
      shown = Optional.empty();
      frame.count("");
      frame.body(new StackPane(States.placeholder(workspace, view, new Region())));
      return;
    }
    if (!view.picture().equals(shown)) {
      shown = view.picture();
      frame.body(scroll);
      view.picture().ifPresent(this::fill);
    }
  }

  private void fill(Picture picture) {
    Instant now = workspace.now();
    List<Attention> wrong =
        Attention.of(
            picture.reservations().items(),
            picture.workloads().items(),
            picture.certificates().items(),
            picture.nodes().items(),
            now);
    VBox left = new VBox(Parts.heading("Needs a look", "section"), attention(wrong));
    left.getChildren().addAll(Parts.heading("What runs where", "section"), pools(picture));
    VBox right = new VBox(Parts.heading("What ends next", "section"), expiries(picture, now));
    left.getStyleClass().add("overview-column");
    right.getStyleClass().add("overview-column");
    HBox columns = new HBox(20, left, right);
    HBox.setHgrow(left, Priority.ALWAYS);
    left.setPrefWidth(580);
    right.setPrefWidth(400);
    right.setMinWidth(320);
    content.getChildren().setAll(tiles(picture, now), columns);
  }

  private HBox tiles(Picture picture, Instant now) {
    long serving = picture.workloads().items().stream().filter(WorkloadRow::isServing).count();
    long served = picture.reservations().items().stream().filter(row -> row.canRenew()).count();
    long answering = picture.nodes().items().stream().filter(row -> row.live().isPresent()).count();
    HBox tiles =
        new HBox(
            12,
            tile(
                serving + " of " + picture.workloads().items().size(),
                "workloads serving",
                AreaName.WORKLOADS),
            tile(
                Long.toString(served),
                served == 1 ? "name held" : "names held",
                AreaName.RESERVATIONS),
            tile(
                Integer.toString(picture.certificates().items().size()),
                soonest(picture, now),
                AreaName.CERTIFICATES),
            tile(
                Integer.toString(picture.nodes().items().size()),
                answering > 0 ? "nodes; this one answers" : "nodes",
                AreaName.NODES));
    tiles.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
    return tiles;
  }

  private static String soonest(Picture picture, Instant now) {
    return picture.certificates().items().stream()
        .map(row -> row.notAfter())
        .min(Instant::compareTo)
        .map(at -> "certificates; the next ends " + TimeText.relative(at, now))
        .orElse("certificates of yours");
  }

  private Node tile(String number, String what, AreaName area) {
    VBox words = new VBox(Parts.text(number, "tile-number"), Parts.text(what, "muted"));
    Button tile = new Button("", words);
    tile.getStyleClass().add("tile");
    tile.setAccessibleText(number + " " + what);
    tile.setMaxWidth(Double.MAX_VALUE);
    tile.setPrefWidth(TILE_PIXELS);
    tile.setOnAction(_ -> workspace.open(area, ""));
    return tile;
  }

  private Node attention(List<Attention> wrong) {
    VBox items = items();
    items.setId("attention");
    if (wrong.isEmpty()) {
      HBox fine = new HBox(Parts.chip(Tone.GOOD, "Nothing is wrong"));
      fine.getStyleClass().add("item");
      items.getChildren().add(fine);
    }
    for (Attention item : wrong.stream().limit(ROWS).toList()) {
      Label chip = Parts.chip(item.tone(), item.tone() == Tone.BAD ? "wrong" : "soon");
      chip.setMinWidth(CHIP_PIXELS);
      HBox line =
          new HBox(
              chip,
              new VBox(
                  Parts.link(item.subject(), () -> workspace.open(area(item), item.subject())),
                  Parts.prose(item.text(), "muted", "small")));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
    more(items, wrong.size());
    return items;
  }

  private static AreaName area(Attention item) {
    return AreaName.valueOf(item.area().toUpperCase(Locale.ROOT));
  }

  private static void more(VBox items, int all) {
    if (all > ROWS) {
      HBox line = new HBox(Parts.text("and " + (all - ROWS) + " more", "muted"));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
  }

  private Node pools(Picture picture) {
    VBox items = items();
    for (PoolRow pool : picture.pools().items().stream().limit(ROWS).toList()) {
      List<WorkloadRow> there =
          picture.workloads().items().stream()
              .filter(row -> row.pools().contains(pool.domain()))
              .toList();
      long nodes =
          picture.nodes().items().stream()
              .filter((NodeRow row) -> row.pool().equals(pool.domain()))
              .count();
      long serving = there.stream().filter(WorkloadRow::isServing).count();
      HBox line =
          new HBox(
              new VBox(
                  Parts.link(pool.domain(), () -> workspace.open(AreaName.NODES, pool.domain())),
                  Parts.text(
                      Amounts.count(nodes, "node", "nodes") + ", admission " + pool.admission(),
                      "muted",
                      "small")),
              Parts.spring(),
              Parts.chip(
                  tone(there, serving),
                  there.isEmpty()
                      ? "nothing of yours"
                      : serving + " of " + there.size() + " serving"));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
    if (picture.pools().items().isEmpty()) {
      HBox line = new HBox(Parts.text("This ledger has no pools yet", "muted"));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
    more(items, picture.pools().items().size());
    return items;
  }

  private static Tone tone(List<WorkloadRow> there, long serving) {
    if (there.isEmpty()) {
      return Tone.NEUTRAL;
    }
    return serving == there.size() ? Tone.GOOD : Tone.BAD;
  }

  private Node expiries(Picture picture, Instant now) {
    VBox items = items();
    List<Expiry> next = Expiry.next(picture, now, EXPIRIES);
    for (Expiry expiry : next) {
      HBox line =
          new HBox(
              new VBox(
                  Parts.link(expiry.subject(), () -> workspace.open(expiry.area(), expiry.key())),
                  Parts.text(expiry.what(), "muted", "small")),
              Parts.spring(),
              Parts.chip(expiry.tone(), TimeText.relative(expiry.at(), now)));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
    if (next.isEmpty()) {
      HBox line = new HBox(Parts.text("Nothing that ends by itself", "muted"));
      line.getStyleClass().add("item");
      items.getChildren().add(line);
    }
    return items;
  }

  private static VBox items() {
    VBox items = new VBox();
    items.getStyleClass().add("items");
    return items;
  }
}
