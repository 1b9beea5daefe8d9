package io.webgateway.console.desktop.usage;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.UsageRow;
import io.webgateway.client.screen.UsageSpan;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Columns;
import io.webgateway.console.desktop.fx.Facts;
import io.webgateway.console.desktop.fx.ListPane;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** What workloads used on the node that answers, day by day. */
public final class UsageArea implements Area {
  private static final UsageSpan SPAN = UsageSpan.WEEK;

  private final Workspace workspace;
  private final AreaFrame frame;
  private final ListPane<UsageRow> list;

  /** An area on a workspace. */
  public UsageArea(Workspace workspace) {
    this.workspace = workspace;
    this.list =
        new ListPane<>(
            new ListPane.Shape<>(
                "Usage",
                UsageRow::key,
                row -> row.when(SPAN) + " " + row.workload() + " " + row.tenant(),
                this::detail),
            List.of(
                Columns.text("Day (UTC)", 120, row -> row.when(SPAN)),
                Columns.text("Workload", 140, UsageRow::workload),
                Columns.mono("Tenant", 110, row -> shortened(row.tenant())),
                Columns.number("Requests", 100, row -> UsageRow.count(row.requests())),
                Columns.number("In", 80, row -> Amounts.bytes(row.bytesIn())),
                Columns.number("Out", 80, row -> Amounts.bytes(row.bytesOut()))));
    list.table().setId("usage");
    list.table().getColumns().getFirst().getStyleClass().add("strong");
    frame = new AreaFrame(name().title(), list.search());
    frame.body(list.node());
  }

  private static String shortened(String id) {
    return id.length() > 10 ? id.substring(0, 10) + "…" : id;
  }

  @Override
  public AreaName name() {
    return AreaName.USAGE;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    List<UsageRow> rows = view.picture().map(Picture::usage).orElse(List.of());
    list.rows(rows);
    frame.count(rows.isEmpty() ? "" : SPAN.words());
    list.placeholder(
        States.placeholder(
            workspace,
            view,
            StatePane.of(
                Material2AL.DATA_USAGE,
                "Nothing was used in the last 7 days",
                "Requests, bytes and connections of your workloads are counted on the node while"
                    + " they move. Hours are kept for 92 days; webgw get usage shows them all.")));
  }

  @Override
  public void find() {
    list.search().requestFocus();
  }

  @Override
  public void select(String key) {
    list.select(key);
  }

  private Node detail(UsageRow row) {
    Facts facts = new Facts();
    facts.add("Day", row.when(SPAN) + " (UTC)");
    facts.addCopied("Workload", row.workload());
    facts.addCopied("Tenant", row.tenant());
    facts.add("Requests", UsageRow.count(row.requests()));
    facts.add("From visitors", Amounts.bytes(row.bytesIn()));
    facts.add("To visitors", Amounts.bytes(row.bytesOut()));
    facts.add("Connections", UsageRow.count(row.connections()));
    facts.add("Open for", row.openFor() + ", all together");
    facts.add("Datagrams", UsageRow.count(row.datagrams()));
    return new VBox(Parts.heading(row.workload(), "detail-title"), facts.node());
  }
}
