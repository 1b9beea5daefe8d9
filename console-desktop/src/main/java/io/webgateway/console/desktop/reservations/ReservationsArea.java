package io.webgateway.console.desktop.reservations;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Columns;
import io.webgateway.console.desktop.fx.Confirm;
import io.webgateway.console.desktop.fx.Facts;
import io.webgateway.console.desktop.fx.ListPane;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.Changed;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The names that the identity holds. */
public final class ReservationsArea implements Area {
  private final Workspace workspace;
  private final Button reserve;
  private final AreaFrame frame;
  private final ListPane<ReservationRow> list;
  private final Changed changed = new Changed();

  /** An area on a workspace. */
  public ReservationsArea(Workspace workspace) {
    this.workspace = workspace;
    this.list =
        new ListPane<>(
            new ListPane.Shape<>(
                "Reservations", ReservationRow::namespace, ReservationRow::namespace, this::detail),
            List.of(
                Columns.text("Name", 130, ReservationRow::namespace),
                Columns.node("State", 125, this::state, ReservationRow::word),
                Columns.text("What happens next", 400, row -> row.next(workspace.now())),
                Columns.text("Term ends", 85, this::termEnds)));
    list.table().setId("reservations");
    list.search().setId("reservations-find");
    list.table().getColumns().getFirst().getStyleClass().add("strong");
    reserve = Parts.primary("_Reserve a name…", Material2AL.ADD, this::create);
    reserve.setId("reserve");
    frame = new AreaFrame(name().title(), list.search(), reserve);
    frame.body(list.node());
  }

  private Node state(ReservationRow row) {
    return Parts.chip(row.tone(workspace.now()), row.word());
  }

  private String termEnds(ReservationRow row) {
    return row.until().map(time -> TimeText.relative(time, workspace.now())).orElse("");
  }

  @Override
  public AreaName name() {
    return AreaName.RESERVATIONS;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    List<ReservationRow> rows =
        view.picture().map(known -> known.reservations().items()).orElse(List.of());
    list.rows(rows);
    frame.count(rows.isEmpty() ? "" : Amounts.count(rows.size(), "name", "names"));
    list.placeholder(States.placeholder(workspace, view, empty()));
    tick(workspace.now());
  }

  private Node empty() {
    return StatePane.of(
        Material2AL.BOOKMARK_BORDER,
        "You hold no names",
        "A name is the first part of a host: blog becomes blog.pool-domain. Reserve one, then"
            + " publish under it.",
        Parts.primary("_Reserve a name…", Material2AL.ADD, this::create));
  }

  @Override
  public void tick(Instant now) {
    States.enable(workspace, List.of(reserve));
    if (changed.since(workspace)) {
      list.refreshDetails();
    }
    list.table().refresh();
  }

  @Override
  public void create() {
    if (workspace.view().canChange(workspace.now())) {
      ReserveCard.open(workspace, "", this::select);
    }
  }

  @Override
  public void find() {
    list.search().requestFocus();
  }

  @Override
  public void select(String key) {
    list.select(key);
  }

  private Node detail(ReservationRow row) {
    Instant now = workspace.now();
    Facts facts = new Facts();
    facts.add("State", Parts.chip(row.tone(now), row.word()));
    facts.add("Next", row.next(now));
    row.until().ifPresent(time -> facts.add("Term ends", TimeText.exact(time, now)));
    facts.addCopied("Sponsor", row.sponsor());
    row.offeredTo().ifPresent(to -> facts.addCopied("Offered to", to));
    VBox body = new VBox(Parts.heading(row.namespace(), "detail-title"), actions(row));
    body.getChildren().addAll(facts.node(), Parts.heading("Published under it", "section"));
    List<WorkloadRow> published = publishedUnder(row);
    if (published.isEmpty()) {
      body.getChildren().add(Parts.text("Nothing yet", "muted"));
    }
    for (WorkloadRow workload : published) {
      body.getChildren()
          .add(
              Parts.row(
                  Parts.chip(workload.tone(), workload.summary()),
                  Parts.link(
                      workload.path(), () -> workspace.open(AreaName.WORKLOADS, workload.path()))));
    }
    return body;
  }

  private Node actions(ReservationRow row) {
    List<Button> buttons = new ArrayList<>();
    if (row.canRenew()) {
      Button renew = Parts.button("Re_new…", Material2AL.AUTORENEW, () -> renew(row));
      renew.setId("renew");
      buttons.add(renew);
    }
    if (row.canTakeBack()) {
      buttons.add(
          Parts.button(
              "_Take back…",
              Material2MZ.UNDO,
              () -> ReserveCard.open(workspace, row.namespace(), this::select)));
    }
    if (row.canRelease()) {
      Button release = Parts.danger("Re_lease…", Material2AL.DELETE_OUTLINE, () -> release(row));
      release.setId("release");
      buttons.add(release);
    }
    States.enable(workspace, buttons);
    return Parts.row(buttons.toArray(Node[]::new));
  }

  private List<WorkloadRow> publishedUnder(ReservationRow row) {
    return workspace.view().picture().map(Picture::workloads).stream()
        .flatMap(workloads -> workloads.items().stream())
        .filter(workload -> workload.namespace().equals(row.namespace()))
        .toList();
  }

  private void renew(ReservationRow row) {
    RenewCard.open(workspace, row);
  }

  private void release(ReservationRow row) {
    List<String> consequences = new ArrayList<>();
    List<WorkloadRow> published = publishedUnder(row);
    consequences.add(
        published.isEmpty()
            ? "Nothing is published under it."
            : Amounts.count(published.size(), "workload is", "workloads are")
                + " no longer served: "
                + String.join(", ", published.stream().map(WorkloadRow::path).toList())
                + ".");
    consequences.add("The name rests; meanwhile only you can take it back.");
    consequences.add("After that anybody may reserve it.");
    Confirm.ask(
        workspace.overlay(),
        new Confirm.Question(
            "Release " + row.namespace(),
            "Give the name " + row.namespace() + " up now?",
            consequences,
            "_Release"),
        Material2AL.DELETE_OUTLINE,
        card ->
            workspace.change(
                agent -> agent.release(row.namespace()),
                "Released " + row.namespace(),
                card::close,
                problem -> card.failed(problem.title(), String.join("\n", problem.lines()))));
  }
}
