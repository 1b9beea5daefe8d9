package io.webgateway.console.desktop.certificates;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
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
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The identity's certificates on the node that answers. */
public final class CertificatesArea implements Area {
  private static final String UPLOADED = "uploaded";

  private final Workspace workspace;
  private final Button upload;
  private final AreaFrame frame;
  private final ListPane<CertificateRow> list;
  private final Changed changed = new Changed();

  /** An area on a workspace. */
  public CertificatesArea(Workspace workspace) {
    this.workspace = workspace;
    this.list =
        new ListPane<>(
            new ListPane.Shape<>(
                "Certificates", CertificateRow::id, CertificatesArea::words, this::detail),
            List.of(
                Columns.text("Names", 240, row -> String.join(", ", row.names())),
                Columns.node("State", 160, this::state, CertificateRow::notAfter),
                Columns.node(
                    "Lifetime left",
                    185,
                    row -> Lifetime.of(row, workspace.now()),
                    row -> row.shareLeft(workspace.now())),
                Columns.text("Issuer", 150, CertificateRow::issuer),
                Columns.text("Came from", 90, CertificateRow::sourceWords)));
    list.table().setId("certificates");
    list.table().getColumns().getFirst().getStyleClass().add("strong");
    upload = Parts.primary("_Upload…", Material2MZ.PUBLISH, this::create);
    upload.setId("upload");
    frame = new AreaFrame(name().title(), list.search(), upload);
    frame.body(list.node());
  }

  private static String words(CertificateRow row) {
    return String.join(" ", row.names()) + " " + row.issuer() + " " + row.sourceWords();
  }

  private Node state(CertificateRow row) {
    Tone tone = row.tone(workspace.now());
    boolean isOver = !workspace.now().isBefore(row.notAfter());
    return Parts.chip(
        tone,
        switch (tone) {
          case GOOD -> "valid";
          case ATTENTION -> "ends soon";
          case BAD -> isOver ? "ended" : "nearly over";
          case NEUTRAL -> "not known";
        });
  }

  @Override
  public AreaName name() {
    return AreaName.CERTIFICATES;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    List<CertificateRow> rows =
        view.picture().map(known -> known.certificates().items()).orElse(List.of());
    list.rows(rows);
    frame.count(rows.isEmpty() ? "" : Amounts.count(rows.size(), "certificate", "certificates"));
    list.placeholder(States.placeholder(workspace, view, empty()));
    tick(workspace.now());
  }

  private Node empty() {
    return StatePane.of(
        Material2MZ.VERIFIED_USER,
        "No certificates of yours",
        "The node gets certificates for its pool's hosts by itself. For a domain of your own you can"
            + " upload one.",
        Parts.primary("_Upload…", Material2MZ.PUBLISH, this::create));
  }

  @Override
  public void tick(Instant now) {
    States.enable(workspace, List.of(upload));
    if (changed.since(workspace)) {
      list.refreshDetails();
    }
  }

  @Override
  public void create() {
    if (workspace.view().canChange(workspace.now())) {
      UploadCard.open(workspace, Optional.empty());
    }
  }

  @Override
  public void find() {
    list.search().requestFocus();
  }

  @Override
  public void select(String key) {
    list.select(key);
    list.table().getItems().stream()
        .filter(row -> String.join(", ", row.names()).equals(key))
        .findFirst()
        .ifPresent(row -> list.select(row.id()));
  }

  private Node detail(CertificateRow row) {
    Instant now = workspace.now();
    Facts facts = new Facts();
    facts.add("State", state(row));
    facts.add("Left", Lifetime.of(row, now));
    facts.add("Valid from", TimeText.exact(row.notBefore(), now));
    facts.add("Valid until", TimeText.exact(row.notAfter(), now));
    row.names().forEach(name -> facts.addCopied("Name", name));
    facts.add("Issuer", row.issuer());
    facts.add("Came from", row.sourceWords());
    facts.add("Key", row.keyAlgorithm());
    facts.add("Chain", Amounts.count(row.chainLength(), "certificate", "certificates"));
    facts.addCopied("SHA-256", row.fingerprint());
    facts.add("Stored", TimeText.exact(row.createdAt(), now));
    VBox body = new VBox(Parts.heading(row.names().getFirst(), "detail-title"));
    if (row.source().equals(UPLOADED)) {
      body.getChildren().add(actions(row));
    }
    body.getChildren().addAll(facts.node(), Parts.heading("Used by", "section"));
    List<WorkloadRow> users = usedBy(row);
    if (users.isEmpty()) {
      body.getChildren().add(Parts.text("No workload that you may see", "muted"));
    }
    for (WorkloadRow user : users) {
      body.getChildren()
          .add(Parts.link(user.path(), () -> workspace.open(AreaName.WORKLOADS, user.path())));
    }
    return body;
  }

  private Node actions(CertificateRow row) {
    Button replace =
        Parts.button(
            "_Replace…", Material2AL.AUTORENEW, () -> UploadCard.open(workspace, Optional.of(row)));
    replace.setId("replace");
    Button delete = Parts.danger("_Delete…", Material2AL.DELETE_OUTLINE, () -> delete(row));
    delete.setId("delete-certificate");
    States.enable(workspace, List.of(replace, delete));
    return Parts.row(replace, delete);
  }

  private List<WorkloadRow> usedBy(CertificateRow row) {
    return workspace.view().picture().map(Picture::workloads).stream()
        .flatMap(workloads -> workloads.items().stream())
        .filter(workload -> workload.kind().equals("HttpService"))
        .filter(workload -> workload.answeredHosts().stream().anyMatch(row.names()::contains))
        .toList();
  }

  private void delete(CertificateRow row) {
    List<String> consequences = new ArrayList<>();
    List<WorkloadRow> users = usedBy(row);
    consequences.add(
        users.isEmpty()
            ? "No workload that you may see uses it."
            : "These use it: "
                + String.join(", ", users.stream().map(WorkloadRow::path).toList())
                + ". Their visitors get another certificate, or none.");
    consequences.add("Its private key is gone for good on the node.");
    Confirm.ask(
        workspace.overlay(),
        new Confirm.Question(
            "Delete certificate",
            "Delete the certificate of " + String.join(", ", row.names()) + "?",
            consequences,
            "_Delete"),
        Material2AL.DELETE_OUTLINE,
        card ->
            workspace.change(
                agent -> agent.deleteCertificate(row.id()),
                "Deleted the certificate",
                card::close,
                problem -> card.failed(problem.title(), String.join("\n", problem.lines()))));
  }
}
