package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.BackendForm;
import io.webgateway.client.screen.SettingWords;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.wire.document.Words;

/** What is spoken with backends. A published private key is never here, only that there is one. */
final class ProtocolFields {
  private final FieldGroup group = new FieldGroup("Backends: HTTP version and encryption");
  private final Select<String> http =
      group.choice(
          Field.BACKEND_HTTP,
          "HTTP to backends",
          Words.HTTP_VERSIONS.all(),
          SettingWords::backendHttp);
  private final Select<String> tls =
      group.choice(
          Field.BACKEND_TLS,
          "Encryption to backends",
          BackendForm.TLS_CHOICES,
          SettingWords::backendTls);
  private final TextArea ca =
      group.area(
          Field.BACKEND_CA,
          "Authorities of their certificates (PEM)",
          "A backend that shows another certificate gets no request");
  private final Div caField = FieldGroup.withFile(ca, "authorities' file");
  private final TextArea pins =
      group.area(
          Field.PINS,
          "Their public keys (SHA-256 in Base64)",
          "One a line, 44 characters each; several while one is replaced");
  private final TextField serverName =
      group.text(
          Field.SERVER_NAME, "Name in their certificates", "Empty for the host of each address");
  private final TextArea certificate =
      group.area(
          Field.CERTIFICATE,
          "Certificate that is shown to them (PEM)",
          "Its own first. Left empty, none is shown");
  private final TextArea key = group.area(Field.KEY, "Its private key (PEM)", "");
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
