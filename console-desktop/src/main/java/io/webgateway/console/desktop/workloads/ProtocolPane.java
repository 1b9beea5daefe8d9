package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.BackendForm;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.PemFile;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.Words;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** What is spoken with backends. A published private key is never here, only that there is one. */
final class ProtocolPane {
  private static final String TITLE = "Backends: HTTP version and encryption";

  private final SettingPane pane;
  private final ComboBox<String> http;
  private final ComboBox<String> tls;
  private final TextArea ca;
  private final Button caFile;
  private final TextArea pins;
  private final TextField serverName;
  private final TextArea certificate;
  private final TextArea key;
  private final VBox encrypted = new VBox();
  private final boolean hasKey;

  ProtocolPane(Workspace workspace, BackendForm form, Runnable changed) {
    hasKey = form.hasKey();
    pane = new SettingPane(TITLE, "workload-backends", changed);
    http =
        pane.choice(
            FormField.BACKEND_HTTP,
            "HTTP to backends",
            "workload-backend-http",
            Words.HTTP_VERSIONS.all(),
            SettingWords::backendHttp);
    tls =
        pane.choice(
            FormField.BACKEND_TLS,
            "Encryption to backends",
            "workload-backend-tls",
            BackendForm.TLS_CHOICES,
            SettingWords::backendTls);
    ca =
        pane.pem(
            FormField.BACKEND_CA,
            "Authorities of their certificates",
            "workload-backend-ca",
            "PEM. A backend that shows another certificate gets no request.");
    caFile =
        PemFile.button(workspace, "Authorities from file…", ca, pane.box(FormField.BACKEND_CA));
    pins =
        pane.pem(
            FormField.PINS,
            "Their public keys",
            "workload-backend-pins",
            "SHA-256 in Base64, one a line; several while one is replaced.");
    serverName =
        pane.text(
            FormField.SERVER_NAME,
            "Name in their certificates",
            "workload-server-name",
            "Empty for the host of each address.");
    certificate =
        pane.pem(
            FormField.CERTIFICATE,
            "Certificate that is shown to them",
            "workload-backend-certificate",
            "PEM, its own first. Left empty, none is shown.");
    key =
        pane.pem(
            FormField.KEY,
            "Its private key",
            "workload-backend-key",
            SettingWords.key(hasKey) + ".");
    key.setPromptText(hasKey ? "kept" : "");
    layOut(workspace);
    tls.valueProperty().addListener((_, _, _) -> arrange());
  }

  private void layOut(Workspace workspace) {
    encrypted.getStyleClass().add("setting-pane");
    encrypted
        .getChildren()
        .setAll(
            pane.node(FormField.BACKEND_CA),
            caFile,
            pane.node(FormField.PINS),
            pane.node(FormField.SERVER_NAME),
            pane.node(FormField.CERTIFICATE),
            PemFile.button(
                workspace, "Certificate from file…", certificate, pane.box(FormField.CERTIFICATE)),
            pane.node(FormField.KEY),
            PemFile.button(workspace, "Key from file…", key, pane.box(FormField.KEY)));
    pane.add(
        Parts.evenRow(pane.node(FormField.BACKEND_HTTP), pane.node(FormField.BACKEND_TLS)),
        encrypted);
  }

  private void arrange() {
    BackendForm form = read();
    Parts.show(form.isEncrypted(), List.of(encrypted));
    boolean byCa = form.tls().equals(BackendForm.CA);
    pane.show(FormField.BACKEND_CA, byCa);
    Parts.show(byCa, List.of(caFile));
    pane.show(FormField.PINS, form.tls().equals(BackendForm.PINS));
  }

  void become(WorkloadKind kind) {
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    pane.show(FormField.BACKEND_HTTP, isHttp);
    pane.node().setText(isHttp ? TITLE : "Backends: encryption");
  }

  SettingPane pane() {
    return pane;
  }

  void fill(BackendForm form) {
    http.setValue(form.http());
    tls.setValue(form.tls());
    ca.setText(form.ca());
    pins.setText(form.pins());
    serverName.setText(form.serverName());
    certificate.setText(form.certificate());
    key.setText(form.key());
    pane.node().setExpanded(form.isUnusual());
    arrange();
  }

  BackendForm read() {
    return new BackendForm(
        String.valueOf(http.getValue()),
        String.valueOf(tls.getValue()),
        ca.getText(),
        pins.getText(),
        serverName.getText(),
        certificate.getText(),
        key.getText(),
        hasKey);
  }
}
