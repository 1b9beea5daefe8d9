package io.webgateway.console.desktop.nodes;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.fx.Facts;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** One node: its pool, where it answers, and what it says of itself. */
final class NodeDetail {
  private final Workspace workspace;
  private final NodeRow row;

  NodeDetail(Workspace workspace, NodeRow row) {
    this.workspace = workspace;
    this.row = row;
  }

  Node node() {
    Instant now = workspace.now();
    Facts facts = new Facts();
    facts.add("State", Parts.chip(row.tone(), row.word()));
    row.live().flatMap(NodeRow.Live::drain).ifPresent(how -> facts.add("Drain", how));
    facts.addCopied("Node id", row.id());
    facts.add("Pool", row.pool());
    pool()
        .ifPresent(
            pool -> {
              facts.add("Admission", pool.admission());
              facts.add("Pool has", Amounts.count(pool.members().size(), "node", "nodes"));
            });
    facts.addCopied("Provider", row.provider());
    row.endpoints().forEach(url -> facts.addCopied("Answers at", url));
    row.live()
        .ifPresent(
            live -> {
              facts.add("Version", live.version());
              facts.add("Started", TimeText.exact(live.startedAt(), now));
            });
    VBox body = new VBox(Parts.heading(row.pool(), "detail-title"), facts.node());
    row.live().ifPresent(live -> addLive(body, live));
    body.getChildren().addAll(Parts.heading("If this pool stops", "section"), stops());
    return body;
  }

  private void addLive(VBox body, NodeRow.Live live) {
    if (!live.ledgerDiverged().isEmpty()) {
      body.getChildren().add(Parts.chip(Tone.BAD, "the ledger contradicts what was verified"));
      live.ledgerDiverged().forEach(key -> body.getChildren().add(Parts.text(key, "mono")));
    }
    body.getChildren().add(Parts.heading("Listeners", "section"));
    if (live.listeners().isEmpty()) {
      body.getChildren().add(Parts.text("Shown to the node's provider only", "muted"));
    }
    for (NodeRow.ListenerRow listener : live.listeners()) {
      VBox one =
          new VBox(
              Parts.row(
                  Parts.text(listener.name(), "strong"),
                  Parts.text(listener.address(), "mono"),
                  Parts.spring(),
                  Parts.chip(
                      listener.bound() ? Tone.GOOD : Tone.BAD,
                      listener.bound() ? "bound" : "not bound")));
      listener.problem().ifPresent(text -> one.getChildren().add(Parts.prose(text, "small")));
      body.getChildren().add(one);
    }
  }

  private Optional<PoolRow> pool() {
    return workspace.view().picture().map(Picture::pools).stream()
        .flatMap(pools -> pools.items().stream())
        .filter(pool -> pool.domain().equals(row.pool()))
        .findFirst();
  }

  private Node stops() {
    List<String> only =
        workspace.view().picture().map(Picture::workloads).stream()
            .flatMap(workloads -> workloads.items().stream())
            .filter(workload -> workload.pools().equals(List.of(row.pool())))
            .map(WorkloadRow::path)
            .toList();
    return Parts.prose(
        only.isEmpty()
            ? "No workload that you may see is served here alone."
            : Amounts.count(only.size(), "workload is", "workloads are")
                + " served nowhere else: "
                + String.join(", ", only),
        "muted");
  }
}
