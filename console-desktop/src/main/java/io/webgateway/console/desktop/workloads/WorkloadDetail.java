package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.ConditionRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.client.screen.form.WorkloadFacts;
import io.webgateway.console.desktop.fx.Facts;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** One workload: conditions, where visitors find it, where it goes. */
final class WorkloadDetail {
  private final Workspace workspace;
  private final WorkloadRow row;
  private final BackendPane backends;
  private final Consumer<WorkloadRow> edit;
  private final Consumer<WorkloadRow> delete;

  WorkloadDetail(
      Workspace workspace,
      WorkloadRow row,
      BackendPane backends,
      Consumer<WorkloadRow> edit,
      Consumer<WorkloadRow> delete) {
    this.workspace = workspace;
    this.row = row;
    this.backends = backends;
    this.edit = edit;
    this.delete = delete;
  }

  Node node() {
    VBox body = new VBox(Parts.heading(row.path(), "detail-title"));
    if (isMine()) {
      body.getChildren().add(actions());
    }
    body.getChildren()
        .addAll(
            Parts.heading("Conditions", "section"),
            conditions(),
            Parts.heading("Backends", "section"),
            backends.of(row),
            facts().node());
    row.definition()
        .map(WorkloadFacts::unusual)
        .filter(settings -> !settings.isEmpty())
        .ifPresent(settings -> body.getChildren().add(settings(settings)));
    return body;
  }

  private boolean isMine() {
    return workspace.view().session().map(me -> me.isMe(row.owner())).orElse(false);
  }

  private Node actions() {
    Button change = Parts.button("_Edit…", Material2AL.EDIT, () -> edit.accept(row));
    change.setId("edit");
    Button remove = Parts.danger("_Delete…", Material2AL.DELETE_OUTLINE, () -> delete.accept(row));
    remove.setId("delete");
    States.enable(workspace, List.of(change, remove));
    Button traffic =
        Parts.button(
            "Live _traffic",
            Material2MZ.SWAP_HORIZ,
            () -> workspace.open(AreaName.TRAFFIC, "workload:" + row.path()));
    return Parts.row(change, remove, traffic);
  }

  private Node conditions() {
    VBox all = new VBox();
    all.getStyleClass().add("conditions");
    for (ConditionRow condition : row.conditions()) {
      VBox one =
          new VBox(
              Parts.row(
                  Parts.text(condition.title(), "strong"),
                  Parts.chip(condition.tone(), condition.word()),
                  Parts.spring(),
                  Parts.text(
                      TimeText.relative(condition.since(), workspace.now()), "muted", "small")),
              Parts.prose(condition.sentence(), "muted", "small"));
      one.getStyleClass().add("condition");
      all.getChildren().add(one);
    }
    return all;
  }

  private Facts facts() {
    Facts facts = new Facts();
    facts.add("Kind", row.kind());
    for (String host : row.answeredHosts()) {
      facts.addCopied("Host", host);
    }
    row.portName().ifPresent(port -> facts.add("Port", port));
    facts.add("Pools", String.join(", ", row.pools()));
    facts.add("Version", Long.toString(row.version()));
    if (!isMine()) {
      facts.addCopied("Owner", row.owner());
    }
    return facts;
  }

  private static Node settings(List<WorkloadFacts.Fact> settings) {
    VBox all = new VBox(Parts.heading("Settings", "section"));
    for (WorkloadFacts.Fact fact : settings) {
      all.getChildren()
          .add(new VBox(Parts.text(fact.what(), "muted", "small"), Parts.prose(fact.text())));
    }
    return all;
  }
}
