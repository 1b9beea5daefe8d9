package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.BackendRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * How the backends of the chosen workload are: asked again whenever it changes, and every few
 * seconds while it is shown. What was read last stays until there is something newer. On JavaFX's
 * thread.
 */
final class BackendPane {
  private static final Duration REREAD = Duration.ofSeconds(5);

  private final Workspace workspace;
  private final VBox box = new VBox();
  private Optional<WorkloadRow> shown = Optional.empty();
  private Optional<BackendList> known = Optional.empty();
  private String trouble = "";
  private Instant askedAt = Instant.EPOCH;
  private boolean isAsking;

  BackendPane(Workspace workspace) {
    this.workspace = workspace;
    box.setId("backends");
    box.getStyleClass().add("conditions");
  }

  /** Those of a workload; the same node each time, which moves to whoever shows it last. */
  Node of(WorkloadRow row) {
    if (!shown.map(WorkloadRow::path).equals(Optional.of(row.path()))) {
      known = Optional.empty();
      trouble = "";
    }
    if (!shown.equals(Optional.of(row))) {
      shown = Optional.of(row);
      ask();
    }
    draw();
    return box;
  }

  /** Asks again when it is time, while somebody looks. */
  void tick(Instant now) {
    if (box.getScene() != null && Duration.between(askedAt, now).compareTo(REREAD) >= 0) {
      ask();
    }
  }

  private void ask() {
    if (isAsking || shown.isEmpty()) {
      return;
    }
    isAsking = true;
    askedAt = workspace.now();
    WorkloadRow asked = shown.get();
    workspace.ask(
        agent -> agent.backends(asked.namespace(), asked.id()),
        found -> answered(asked, Optional.of(found), ""),
        problem -> answered(asked, Optional.empty(), words(problem)));
  }

  private static String words(ProblemText problem) {
    return "How the backends are cannot be read: " + problem.title();
  }

  private void answered(WorkloadRow asked, Optional<BackendList> found, String fault) {
    isAsking = false;
    if (!shown.equals(Optional.of(asked))) {
      ask();
      return;
    }
    // What was read before stays when nothing comes: it is old, not wrong.
    known = found.or(() -> known);
    trouble = fault;
    draw();
  }

  private void draw() {
    box.getChildren().clear();
    String note =
        trouble.isEmpty()
            ? known.map(BackendList::note).orElse("The node is being asked…")
            : trouble;
    if (!note.isEmpty()) {
      VBox said = new VBox(Parts.prose(note, "muted", "small"));
      said.getStyleClass().add("condition");
      box.getChildren().add(said);
    }
    known.ifPresent(list -> list.backends().forEach(row -> box.getChildren().add(line(row))));
  }

  private Node line(BackendRow row) {
    VBox one =
        new VBox(
            Parts.row(
                Parts.text(row.title(), "mono"),
                Parts.spring(),
                Parts.chip(row.tone(), row.word())),
            Parts.text(row.detail(workspace.now()), "muted", "small"));
    if (!row.sentence().isEmpty()) {
      one.getChildren().add(Parts.prose(row.sentence(), "muted", "small"));
    }
    one.getStyleClass().add("condition");
    return one;
  }
}
