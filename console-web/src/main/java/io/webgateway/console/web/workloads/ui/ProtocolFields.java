package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.BackendForm;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.Words;

/** What is spoken with backends. A published private key is never here, only that there is one. */
final class ProtocolFields {
  private static final String TITLE = "Backends: HTTP version and encryption";

  private final FieldGroup group = new FieldGroup(TITLE);
  private final Select<String> http =
      group.choice(
          FormField.BACKEND_HTTP,
          "HTTP to backends",
          Words.HTTP_VERSIONS.all(),
          SettingWords::backendHttp);
  private final Select<String> tls =
      group.choice(
          FormField.BACKEND_TLS,
          "Encryption to backends",
          BackendForm.TLS_CHOICES,
          SettingWords::backendTls);
  private final TextArea ca =
      group.area(
          FormField.BACKEND_CA,
          "Authorities of their certificates (PEM)",
          "A backend that shows another certificate gets no request");
  private final Div caField = FieldGroup.withFile(ca, "authorities' file");
  private final TextArea pins =
      group.area(
          FormField.PINS,
          "Their public keys (SHA-256 in Base64)",
          "One a line, 44 characters each; several while one is replaced");
  private final TextField serverName =
      group.text(
          FormField.SERVER_NAME,
          "Name in their certificates",
          "Empty for the host of each address");
  private final TextArea certificate =
      group.area(
          FormField.CERTIFICATE,
          "Certificate that is shown to them (PEM)",
          "Its own first. Left empty, none is shown");
  private final TextArea key = group.area(FormField.KEY, "Its private key (PEM)", "");
  private final Div encrypted =
      new Div(
          caField,
          pins,
          serverName,
          FieldGroup.withFile(certificate, "certificate's file"),
          FieldGroup.withFile(key, "key's file"));
  private boolean hasKey;

  ProtocolFields() {
    tls.addValueChangeListener(_ -> arrange());
    key.addClassName("masked");
    ca.setId("backend-ca");
    pins.setId("backend-pins");
    certificate.setId("backend-certificate");
    key.setId("backend-key");
    serverName.setWidthFull();
    encrypted.addClassName("group");
    group.put(FieldGroup.pair(http, tls), encrypted);
  }

  private void arrange() {
    BackendForm form = read();
    encrypted.setVisible(form.isEncrypted());
    caField.setVisible(form.tls().equals(BackendForm.CA));
    pins.setVisible(form.tls().equals(BackendForm.PINS));
  }

  void become(WorkloadKind kind) {
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    http.setVisible(isHttp);
    group.setSummaryText(isHttp ? TITLE : "Backends: encryption");
  }

  FieldGroup group() {
    return group;
  }

  void show(BackendForm form) {
    hasKey = form.hasKey();
    http.setValue(form.http());
    tls.setValue(form.tls());
    ca.setValue(form.ca());
    pins.setValue(form.pins());
    serverName.setValue(form.serverName());
    certificate.setValue(form.certificate());
    key.setValue(form.key());
    key.setPlaceholder(hasKey ? "kept" : "");
    key.setHelperText(SettingWords.key(hasKey));
    group.setOpened(form.isUnusual());
    arrange();
  }

  BackendForm read() {
    return new BackendForm(
        http.getOptionalValue().orElse(""),
        tls.getOptionalValue().orElse(BackendForm.OFF),
        ca.getValue(),
        pins.getValue(),
        serverName.getValue(),
        certificate.getValue(),
        key.getValue(),
        hasKey);
  }
}
