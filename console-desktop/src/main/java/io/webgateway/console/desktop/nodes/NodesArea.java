package io.webgateway.console.desktop.nodes;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Columns;
import io.webgateway.console.desktop.fx.ListPane;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** Nodes, their pools, and grants. */
public final class NodesArea implements Area {
  private static final double GRANTS_PIXELS = 190;

  private final Workspace workspace;
  private final AreaFrame frame;
  private final ListPane<NodeRow> nodes;
  private final TableView<GrantRow> grants;
  private final Button give;
  private final Button change;
  private View view = View.NOTHING;

  /** An area on a workspace. */
  public NodesArea(Workspace workspace) {
    this.workspace = workspace;
    this.nodes =
        new ListPane<>(
            new ListPane.Shape<>(
                "Nodes",
                NodeRow::id,
                row -> row.pool() + " " + row.id() + " " + String.join(" ", row.endpoints()),
                row -> new NodeDetail(workspace, row).node()),
            List.of(
                Columns.text("Pool", 170, NodeRow::pool),
                Columns.node(
                    "State", 150, row -> Parts.chip(row.tone(), row.word()), NodeRow::word),
                Columns.mono("Node", 110, row -> shortened(row.id())),
                Columns.text("Answers at", 220, row -> String.join(", ", row.endpoints())),
                Columns.text(
                    "Version", 120, row -> row.live().map(NodeRow.Live::version).orElse(""))));
    nodes.table().setId("nodes");
    nodes.table().getColumns().getFirst().getStyleClass().add("strong");
    grants = grantsTable();
    give = Parts.button("_Give a grant…", Material2AL.ADD, this::create);
    give.setId("give-grant");
    change = Parts.button("C_hange it…", Material2AL.EDIT, () -> chosen().ifPresent(this::change));
    change.setId("change-grant");
    grants
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, _) -> tick(workspace.now()));
    frame = new AreaFrame(name().title(), nodes.search());
    VBox.setVgrow(nodes.node(), Priority.ALWAYS);
    frame.body(
        nodes.node(),
        Parts.row(Parts.heading("Grants", "section"), Parts.spring(), change, give),
        grants);
    VBox.setVgrow(grants, Priority.NEVER);
  }

  private TableView<GrantRow> grantsTable() {
    TableView<GrantRow> table =
        Columns.table(
            "Grants",
            StatePane.of(
                Material2MZ.VPN_KEY,
                "No grants",
                "A provider's grant lets an identity hold names and ports on its pools."));
    table.setId("grants");
    table.setPrefHeight(GRANTS_PIXELS);
    table.setMinHeight(GRANTS_PIXELS);
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.node("", 90, this::direction, GrantRow::provider),
                Columns.mono("With", 110, row -> shortened(otherSide(row))),
                Columns.number("Names", 70, row -> Integer.toString(row.maxNames())),
                Columns.number("Ports", 70, row -> Integer.toString(row.maxPorts())),
                Columns.text("On one node", 300, GrantRow::ceilingInWords),
                Columns.text("Pools", 150, GrantRow::poolsInWords),
                Columns.text("Sees status", 90, row -> row.view() ? "yes" : "no"),
                Columns.text(
                    "Until", 80, row -> TimeText.relative(row.notAfter(), workspace.now()))));
    table.setRowFactory(
        _ -> {
          TableRow<GrantRow> row = new TableRow<>();
          row.setOnMouseClicked(
              click -> {
                if (click.getClickCount() == 2 && !row.isEmpty()) {
                  change(row.getItem());
                }
              });
          return row;
        });
    return table;
  }

  private Node direction(GrantRow row) {
    Tone tone = row.isInForce(workspace.now()) ? Tone.GOOD : Tone.ATTENTION;
    return Parts.chip(tone, gaveIt(row) ? "given" : "received");
  }

  private boolean gaveIt(GrantRow row) {
    return view.session().map(me -> me.isMe(row.provider())).orElse(false);
  }

  private String otherSide(GrantRow row) {
    return gaveIt(row) ? row.identity() : row.provider();
  }

  private static String shortened(String id) {
    return id.length() > 10 ? id.substring(0, 10) + "…" : id;
  }

  @Override
  public AreaName name() {
    return AreaName.NODES;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View next) {
    boolean isSame = next.picture().equals(view.picture());
    view = next;
    List<NodeRow> rows = next.picture().map(known -> known.nodes().items()).orElse(List.of());
    nodes.rows(rows);
    nodes.placeholder(
        States.placeholder(
            workspace,
            next,
            StatePane.of(Material2MZ.STORAGE, "No nodes", "This ledger has no nodes yet.")));
    frame.count(rows.isEmpty() ? "" : Amounts.count(rows.size(), "node", "nodes"));
    if (!isSame) {
      grants
          .getItems()
          .setAll(next.picture().map(known -> known.grants().items()).orElse(List.of()));
      nodes.refreshDetails();
    }
    Parts.show(isProvider(), List.of(give, change));
    tick(workspace.now());
  }

  private boolean isProvider() {
    return view.session()
        .flatMap(
            me ->
                view.picture()
                    .map(
                        known ->
                            known.pools().items().stream()
                                .anyMatch(pool -> me.isMe(pool.provider()))))
        .orElse(false);
  }

  @Override
  public void tick(Instant now) {
    States.enable(workspace, List.of(give, change));
    if (chosen().isEmpty()) {
      change.setDisable(true);
    }
  }

  @Override
  public void create() {
    if (isProvider() && workspace.view().canChange(workspace.now())) {
      GrantCard.open(workspace, Optional.empty());
    }
  }

  /** The chosen grant, if the identity gave it. */
  private Optional<GrantRow> chosen() {
    return Optional.ofNullable(grants.getSelectionModel().getSelectedItem()).filter(this::gaveIt);
  }

  private void change(GrantRow row) {
    if (gaveIt(row) && workspace.view().canChange(workspace.now())) {
      GrantCard.open(workspace, Optional.of(row));
    }
  }

  @Override
  public void find() {
    nodes.search().requestFocus();
  }

  @Override
  public void select(String key) {
    nodes.table().getItems().stream()
        .filter(row -> row.pool().equals(key) || row.id().equals(key))
        .findFirst()
        .ifPresent(row -> nodes.select(row.id()));
  }
}
