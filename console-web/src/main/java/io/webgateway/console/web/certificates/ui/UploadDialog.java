package io.webgateway.console.web.certificates.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.webgateway.client.Certificates;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.PemFile;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.Picture;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.wire.ProblemDocument.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends a chain and its key to the node. The key goes through this console's memory and is never
 * shown again, here or anywhere.
 */
final class UploadDialog extends Dialog {
  private final SignedIn user;
  private final Optional<CertificateRow> replaced;
  private final TextArea chain = new TextArea("Certificate chain (PEM)");
  private final TextArea key = new TextArea("Private key (PEM)");
  private final Select<String> namespace = new Select<>();
  private final ProblemBox problem = new ProblemBox();
  private final Button send = new Button("Upload");

  private UploadDialog(SignedIn user, Picture picture, Optional<CertificateRow> replaced) {
    this.user = user;
    this.replaced = replaced;
    setHeaderTitle(replaced.isPresent() ? "Replace a certificate" : "Upload a certificate");
    setWidth("40rem");
    chain.setHelperText("The server's certificate first, then what leads to a root");
    chain.addClassName("pem");
    chain.setId("chain");
    key.setHelperText("Unencrypted PKCS#8, or the older forms of OpenSSL. It is never shown again");
    key.addClassNames("pem", "masked");
    key.setId("key");
    namespace.setLabel("May be used by");
    namespace.setItems(
        picture.reservations().items().stream()
            .filter(ReservationRow::canRenew)
            .map(ReservationRow::namespace)
            .toList());
    namespace.setEmptySelectionAllowed(true);
    namespace.setEmptySelectionCaption("All of your names");
    namespace.setPlaceholder("All of your names");
    namespace.setWidthFull();
    Div content =
        new Div(
            about(),
            problem,
            chain,
            PemFile.into(chain, "chain file"),
            key,
            PemFile.into(key, "key file"),
            namespace);
    content.addClassName("fields");
    chain.setWidthFull();
    key.setWidthFull();
    add(content);
    send.setText(replaced.isPresent() ? "Replace" : "Upload");
    send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    send.setId("send");
    send.addClickListener(_ -> send());
    getFooter().add(new Button("Cancel", _ -> close()), send);
  }

  static UploadDialog fresh(SignedIn user, Picture picture) {
    return new UploadDialog(user, picture, Optional.empty());
  }

  static UploadDialog replacing(SignedIn user, Picture picture, CertificateRow row) {
    return new UploadDialog(user, picture, Optional.of(row));
  }

  private Paragraph about() {
    return new Paragraph(
        replaced
            .map(
                row ->
                    "In place of the one for "
                        + String.join(", ", row.names())
                        + "; connections that are open stay as they are.")
            .orElse("Paste, or choose files. The node checks them before it takes them."));
  }

  private void send() {
    problem.clear();
    boolean isWhole =
        !List.of(need(chain, "Paste the chain here"), need(key, "Paste its key here"))
            .contains(false);
    if (!isWhole) {
      return;
    }
    send.setEnabled(false);
    Certificates.Upload upload =
        new Certificates.Upload(
            namespace.getOptionalValue().filter(name -> !name.isEmpty()),
            List.of(),
            chain.getValue(),
            key.getValue());
    Background.run(
        this,
        () ->
            replaced.isPresent()
                ? user.gateway().certificates().replace(replaced.get().id(), upload)
                : user.gateway().certificates().upload(upload, UUID.randomUUID().toString()),
        _ -> {
          key.clear();
          close();
          Toast.done("The node has taken the certificate");
          user.live().refresh();
        },
        this::failed);
  }

  private static boolean need(TextArea field, String cure) {
    field.setInvalid(field.isEmpty());
    field.setErrorMessage(cure);
    return !field.isEmpty();
  }

  private void failed(ProblemText text) {
    send.setEnabled(true);
    List<FieldError> homeless = new ArrayList<>();
    for (FieldError fault : text.faults()) {
      switch (fault.pointer()) {
        case "/chain" -> mark(chain, fault);
        case "/key", "/passphrase" -> mark(key, fault);
        case "/namespace" -> mark(namespace, fault);
        default -> homeless.add(fault);
      }
    }
    problem.show(new ProblemText(text.title(), homeless, text.mayPass()));
  }

  private static void mark(HasValidation field, FieldError fault) {
    field.setInvalid(true);
    field.setErrorMessage(fault.fault() + ". " + fault.cure());
  }
}
