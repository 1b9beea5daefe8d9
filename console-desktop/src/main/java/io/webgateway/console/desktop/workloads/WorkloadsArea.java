package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Columns;
import io.webgateway.console.desktop.fx.Confirm;
import io.webgateway.console.desktop.fx.ListPane;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.Changed;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The identity's workloads, and for providers everybody's on their pools. */
public final class WorkloadsArea implements Area {
  private final Workspace workspace;
  private final Button publish;
  private final AreaFrame frame;
  private final ListPane<WorkloadRow> list;
  private final BackendPane backends;
  private final Changed changed = new Changed();

  /** An area on a workspace. */
  public WorkloadsArea(Workspace workspace) {
    this.workspace = workspace;
    this.backends = new BackendPane(workspace);
    this.list =
        new ListPane<>(
            new ListPane.Shape<>(
                "Workloads",
                WorkloadRow::path,
                row -> row.path() + " " + row.kind() + " " + row.where() + " " + row.summary(),
                row ->
                    new WorkloadDetail(workspace, row, backends, this::edit, this::delete).node()),
            List.of(
                Columns.text("Workload", 170, WorkloadRow::path),
                Columns.node(
                    "State",
                    170,
                    row -> Parts.chip(row.tone(), row.summary()),
                    WorkloadRow::summary),
                Columns.text("Kind", 120, WorkloadRow::kind),
                Columns.text("Visitors find it at", 250, WorkloadRow::where),
                Columns.text("Owner", 90, this::owner)));
    list.table().setId("workloads");
    list.search().setId("workloads-find");
    list.table().getColumns().getFirst().getStyleClass().add("strong");
    publish = Parts.primary("_Publish…", Material2MZ.PUBLISH, this::create);
    publish.setId("publish");
    frame = new AreaFrame(name().title(), list.search(), publish);
    frame.body(list.node());
  }

  private String owner(WorkloadRow row) {
    boolean mine =
        workspace.view().session().map(session -> session.isMe(row.owner())).orElse(false);
    return mine ? "you" : row.owner().substring(0, Math.min(10, row.owner().length()));
  }

  @Override
  public AreaName name() {
    return AreaName.WORKLOADS;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    List<WorkloadRow> rows =
        view.picture().map(known -> known.workloads().items()).orElse(List.of());
    list.rows(rows);
    boolean isCut = view.picture().map(known -> known.workloads().isCut()).orElse(false);
    frame.count(
        rows.isEmpty()
            ? ""
            : Amounts.count(rows.size(), "workload", "workloads")
                + (isCut ? "; there are more than can be listed" : ""));
    list.placeholder(States.placeholder(workspace, view, empty()));
    tick(workspace.now());
  }

  private Node empty() {
    return StatePane.of(
        Material2AL.DNS,
        "Nothing is published",
        "A workload sends the visitors of a host or port to your backends.",
        Parts.primary("_Publish…", Material2MZ.PUBLISH, this::create));
  }

  @Override
  public void tick(Instant now) {
    States.enable(workspace, List.of(publish));
    if (changed.since(workspace)) {
      list.refreshDetails();
    }
    backends.tick(now);
  }

  @Override
  public void create() {
    if (workspace.view().canChange(workspace.now())) {
      WorkloadCard.publish(workspace, firstName(), this::select);
    }
  }

  private String firstName() {
    return workspace.view().picture().map(Picture::reservations).stream()
        .flatMap(names -> names.items().stream())
        .filter(row -> row.canRenew())
        .map(row -> row.namespace())
        .findFirst()
        .orElse("");
  }

  @Override
  public void find() {
    list.search().requestFocus();
  }

  @Override
  public void select(String key) {
    list.select(key);
  }

  private void edit(WorkloadRow row) {
    frame.notice().show(Tone.NEUTRAL, "Reading the definition of " + row.path() + "…", "");
    workspace.ask(
        agent -> agent.definition(row.namespace(), row.id()),
        found -> {
          frame.notice().hide();
          found.ifPresentOrElse(
              seen -> WorkloadCard.edit(workspace, seen.workload(), seen.version(), this::select),
              () ->
                  frame
                      .notice()
                      .show(
                          Tone.BAD,
                          "The definition of " + row.path() + " cannot be read here",
                          "It was sealed by another device; ask the node that serves it."));
        },
        this::failed);
  }

  private void failed(ProblemText problem) {
    frame.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
  }

  private void delete(WorkloadRow row) {
    Confirm.ask(
        workspace.overlay(),
        new Confirm.Question(
            "Delete " + row.path(),
            "Take " + row.path() + " back?",
            List.of(
                "Visitors of " + row.where() + " are answered with an error at once.",
                "Its port, if it has one, becomes free.",
                "The name " + row.namespace() + " stays yours."),
            "_Delete"),
        Material2AL.DELETE_OUTLINE,
        card ->
            workspace.change(
                agent -> agent.deleteWorkload(row.namespace(), row.id()),
                "Deleted " + row.path(),
                card::close,
                problem -> card.failed(problem.title(), String.join("\n", problem.lines()))));
  }
}
