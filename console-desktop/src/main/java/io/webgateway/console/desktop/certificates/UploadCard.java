package io.webgateway.console.desktop.certificates;

import io.webgateway.client.Certificates.Upload;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.PemFile;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.wire.ProblemDocument.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2MZ;

/** Uploads a certificate with its key, from files or pasted; or puts one in another's place. */
final class UploadCard {
  private static final double WIDTH_PIXELS = 600;
  private static final int ROWS = 5;
  private static final String ALL_NAMES = "all my names";

  private final Workspace workspace;
  private final Optional<CertificateRow> replaced;
  private final TextArea chain = area("certificate-chain", "-----BEGIN CERTIFICATE-----");
  private final TextArea key = area("certificate-key", "-----BEGIN PRIVATE KEY-----");
  private final ComboBox<String> namespace = new ComboBox<>();
  private final FieldBox chainBox;
  private final FieldBox keyBox;
  private final FieldBox namespaceBox;
  private final Button upload;
  private final String title;
  private final Card card;

  private UploadCard(Workspace workspace, Optional<CertificateRow> replaced) {
    this.workspace = workspace;
    this.replaced = replaced;
    this.title =
        replaced
            .map(row -> "Replace the certificate of " + String.join(", ", row.names()))
            .orElse("Upload a certificate");
    chainBox =
        new FieldBox("_Certificate chain", chain, "PEM; the server's own certificate first.");
    keyBox =
        new FieldBox(
            "Private _key",
            key,
            "PEM. It goes to the node and never leaves it again; not kept here.");
    namespace.getItems().add(ALL_NAMES);
    namespace.getItems().addAll(names());
    namespace.setValue(ALL_NAMES);
    namespaceBox = new FieldBox("_May be used by", namespace, "Whose workloads may present it.");
    upload =
        Parts.primary(
            replaced.isPresent() ? "_Replace" : "_Upload", Material2MZ.PUBLISH, this::upload);
    upload.setId("upload-go");
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card = new Card(title, WIDTH_PIXELS, form(), workspace.overlay()::close);
    card.buttons(cancel, upload);
  }

  static void open(Workspace workspace, Optional<CertificateRow> replaced) {
    UploadCard opened = new UploadCard(workspace, replaced);
    workspace
        .overlay()
        .open(opened.title, opened.card.node(), opened.chain, () -> opened.key.clear());
  }

  private static TextArea area(String id, String prompt) {
    TextArea area = new TextArea();
    area.setId(id);
    area.setPromptText(prompt);
    area.setPrefRowCount(ROWS);
    area.getStyleClass().add("mono");
    return area;
  }

  private Node form() {
    VBox form =
        new VBox(
            chainBox.node(),
            fromFile("Chain from _file…", chain, chainBox),
            keyBox.node(),
            fromFile("Key from f_ile…", key, keyBox));
    if (replaced.isEmpty()) {
      form.getChildren().add(namespaceBox.node());
    }
    return form;
  }

  private HBox fromFile(String text, TextArea target, FieldBox box) {
    return Parts.row(PemFile.button(workspace, text, target, box));
  }

  private List<String> names() {
    return workspace.view().picture().map(Picture::reservations).stream()
        .flatMap(names -> names.items().stream())
        .filter(ReservationRow::canRenew)
        .map(ReservationRow::namespace)
        .toList();
  }

  private void upload() {
    boolean isGood = say(chainBox, chain, "CERTIFICATE");
    isGood &= say(keyBox, key, "PRIVATE KEY");
    if (!isGood) {
      return;
    }
    upload.setDisable(true);
    card.notice().hide();
    Optional<String> name =
        Optional.of(namespace.getValue()).filter(chosen -> !chosen.equals(ALL_NAMES));
    Upload sent = new Upload(name, List.of(), chain.getText().strip(), key.getText().strip());
    workspace.change(
        agent ->
            replaced.ifPresentOrElse(
                row -> agent.replaceCertificate(row.id(), sent), () -> agent.upload(sent)),
        replaced.isPresent() ? "Replaced the certificate" : "Uploaded the certificate",
        workspace.overlay()::close,
        this::refused);
  }

  private static boolean say(FieldBox box, TextArea area, String block) {
    boolean isThere = area.getText().contains("-----BEGIN ") && area.getText().contains(block);
    if (isThere) {
      box.hint();
    } else {
      box.wrong("There is no PEM block of a " + block.toLowerCase(Locale.ROOT) + " in it");
    }
    return isThere;
  }

  private void refused(ProblemText problem) {
    upload.setDisable(false);
    boolean atField = false;
    for (FieldError error : problem.faults()) {
      String text = error.fault() + ". " + error.cure();
      if (error.pointer().startsWith("/chain")) {
        chainBox.wrong(text);
        atField = true;
      } else if (error.pointer().startsWith("/key")) {
        keyBox.wrong(text);
        atField = true;
      } else if (error.pointer().startsWith("/namespace")) {
        namespaceBox.wrong(text);
        atField = true;
      }
    }
    card.notice()
        .show(
            Tone.BAD,
            problem.title(),
            atField ? "See the fields that are marked." : String.join("\n", problem.lines()));
  }
}
