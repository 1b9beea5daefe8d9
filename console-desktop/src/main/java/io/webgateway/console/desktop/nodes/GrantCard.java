package io.webgateway.console.desktop.nodes;

import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.ConsoleAgent.GrantTerms;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GrantBody;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** Lets an identity hold names and ports on the provider's pools. */
final class GrantCard {
  private static final double WIDTH_PIXELS = 520;
  private static final int MOST = 10_000;
  private static final int MOST_COUNT = 1_000_000;
  private static final long BITS_OF_MEGABIT = 1_000_000;
  private static final int USUAL_NAMES = 5;
  private static final int USUAL_DAYS = 365;

  private final Workspace workspace;
  private final TextField identity = new TextField();
  private final FieldBox identityBox;
  private final Spinner<Integer> names;
  private final Spinner<Integer> ports;
  private final Spinner<Integer> days = new Spinner<>(1, MOST, USUAL_DAYS);
  private final Spinner<Integer> connections;
  private final Spinner<Integer> connectionsPerSecond;
  private final Spinner<Integer> requestsPerSecond;
  private final Spinner<Integer> bandwidth;
  private final CheckBox view = new CheckBox("May see the _status of all workloads on my pools");
  private final Button give;
  private final Card card;

  private GrantCard(Workspace workspace, Optional<GrantRow> before) {
    this.workspace = workspace;
    names = new Spinner<>(0, MOST, before.map(GrantRow::maxNames).orElse(USUAL_NAMES));
    ports = new Spinner<>(0, MOST, before.map(GrantRow::maxPorts).orElse(0));
    GrantBody.Ceiling ceiling = before.map(GrantRow::ceiling).orElse(GrantBody.Ceiling.NONE);
    connections = new Spinner<>(0, MOST_COUNT, ceiling.maxConnections());
    connectionsPerSecond = new Spinner<>(0, MOST_COUNT, ceiling.connectionsPerSecond());
    requestsPerSecond = new Spinner<>(0, MOST_COUNT, ceiling.requestsPerSecond());
    bandwidth =
        new Spinner<>(
            0,
            MOST_COUNT,
            (int) (before.map(GrantRow::bandwidthBitsPerSecond).orElse(0L) / BITS_OF_MEGABIT));
    identity.setId("grant-identity");
    identity.getStyleClass().add("mono");
    identity.setText(before.map(GrantRow::identity).orElse(""));
    identity.setDisable(before.isPresent());
    view.setSelected(before.map(GrantRow::view).orElse(false));
    names.setId("grant-names");
    connections.setId("grant-connections");
    bandwidth.setId("grant-bandwidth");
    for (Spinner<Integer> spinner :
        List.of(
            names, ports, days, connections, connectionsPerSecond, requestsPerSecond, bandwidth)) {
      spinner.setEditable(true);
    }
    identityBox = new FieldBox("_Identity id", identity, "43 characters; they send it to you.");
    give = Parts.primary("_Grant", Material2AL.CHECK, this::give);
    give.setId("grant-go");
    HBox amounts =
        new HBox(
            12,
            new FieldBox("_Names", names, "At most.").node(),
            new FieldBox("_Ports", ports, "At most.").node(),
            new FieldBox("_Days", days, "Then nothing new.").node());
    amounts.getChildren().forEach(node -> HBox.setHgrow(node, Priority.ALWAYS));
    String title = before.isPresent() ? "Change a grant" : "Give a grant";
    card =
        new Card(
            title,
            WIDTH_PIXELS,
            new VBox(identityBox.node(), amounts, ceilings(), view),
            workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, give);
    workspace.overlay().open(title, card.node(), before.isPresent() ? names : identity, () -> {});
  }

  private Node ceilings() {
    return new VBox(
        Parts.heading("All its workloads together, on one node", "section"),
        Parts.evenRow(
            new FieldBox("_Connections", connections, "At once; flows too. 0 for any.").node(),
            new FieldBox("New ones, /s", connectionsPerSecond, "0 for any.").node()),
        Parts.evenRow(
            new FieldBox("_Requests, /s", requestsPerSecond, "Of HTTP; 0 for any.").node(),
            new FieldBox("_Bandwidth, Mbit/s", bandwidth, "Each way; 0 for any.").node()));
  }

  static void open(Workspace workspace, Optional<GrantRow> before) {
    GrantCard _ = new GrantCard(workspace, before);
  }

  private void give() {
    String id = identity.getText().strip();
    if (!Thumbprint.isWellFormed(id)) {
      identityBox.wrong("An identity id is 43 letters, digits, hyphens and underscores");
      return;
    }
    identityBox.hint();
    give.setDisable(true);
    GrantTerms terms =
        new GrantTerms(
            new IdentityId(id),
            names.getValue(),
            ports.getValue(),
            view.isSelected(),
            bandwidth.getValue() * BITS_OF_MEGABIT,
            new GrantBody.Ceiling(
                connections.getValue(),
                connectionsPerSecond.getValue(),
                requestsPerSecond.getValue()),
            workspace.now().plus(Duration.ofDays(days.getValue())).truncatedTo(ChronoUnit.SECONDS));
    workspace.change(
        agent -> agent.grant(terms),
        "Granted " + terms.names() + " names to " + terms.to().shortForm() + "…",
        workspace.overlay()::close,
        problem -> {
          give.setDisable(false);
          card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
        });
  }
}
