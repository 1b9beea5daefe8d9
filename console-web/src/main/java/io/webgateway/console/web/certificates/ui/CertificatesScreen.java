package io.webgateway.console.web.certificates.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Confirm;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.Meter;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.Picture;
import java.time.Instant;
import java.util.List;

/** Certificates of one's names on this node: how much of each one's life is left. */
@PageTitle("Certificates · Web Gateway")
@Route("certificates")
public class CertificatesScreen extends LiveScreen {
  private static final long SECONDS_OF_MINUTE = 60;
  private static final String UPLOADED = "uploaded";

  private final Div empty = new Div();
  private final DataTable<CertificateRow> table =
      new DataTable<CertificateRow>("Certificates", CertificateRow::id)
          .column("Names", "main", CertificatesScreen::names)
          .column("Life left", "", CertificatesScreen::life)
          .column("Issuer", "", row -> new Span(row.issuer()))
          .column("Source", "", row -> new Span(row.sourceWords()))
          .column("Key", "nowrap", row -> Text.code(row.keyAlgorithm()))
          .column("", "do", this::actions);

  /** For Vaadin. */
  public CertificatesScreen() {
    add(
        new ScreenHead(
            "Certificates",
            "Judged by the share of their life that is left, since lifetimes keep getting shorter.",
            upload("upload")),
        empty,
        table);
  }

  private Button upload(String id) {
    Button upload = new Button("Upload", VaadinIcon.UPLOAD.create());
    upload.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    upload.setId(id);
    upload.addClickListener(_ -> UploadDialog.fresh(user(), picture()).open());
    return upload;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    List<CertificateRow> rows = picture.certificates().items();
    empty.removeAll();
    empty.setVisible(rows.isEmpty());
    if (rows.isEmpty()) {
      empty.add(
          isLoaded()
              ? new EmptyState(
                  "No certificates here",
                  "The node gets one by itself for what you publish; upload one for a domain of your"
                      + " own.",
                  upload("upload-first"))
              : EmptyState.loading());
    }
    table.setVisible(!rows.isEmpty());
    table.setRows(rows, now.getEpochSecond() / SECONDS_OF_MINUTE);
  }

  private static Component names(CertificateRow row) {
    Div all = new Div();
    row.names().forEach(name -> all.add(new Div(Text.code(name))));
    return all;
  }

  private static Component life(CertificateRow row) {
    Instant now = Current.now();
    double share = row.shareLeft(now);
    String words = Amounts.share(share) + " left";
    return new Div(
        new Chip(row.tone(now), words),
        new Meter(share, row.tone(now), words + " of its life"),
        Text.quiet(row.ends(now)));
  }

  private Component actions(CertificateRow row) {
    Div cell = new Div();
    if (row.source().equals(UPLOADED)) {
      cell.add(action("Replace", row, () -> UploadDialog.replacing(user(), picture(), row).open()));
      Button delete = action("Delete", row, () -> askDelete(row));
      delete.addThemeVariants(ButtonVariant.LUMO_ERROR);
      cell.add(delete);
    } else {
      cell.add(Text.quiet("renewed by the node"));
    }
    return cell;
  }

  private static Button action(String verb, CertificateRow row, Runnable run) {
    Button button = new Button(verb, _ -> run.run());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    button.setAriaLabel(verb + " the certificate of " + String.join(", ", row.names()));
    return button;
  }

  private void askDelete(CertificateRow row) {
    List<String> used =
        picture().workloads().items().stream()
            .filter(w -> w.answeredHosts().stream().anyMatch(row.names()::contains))
            .map(WorkloadRow::path)
            .toList();
    Confirm.ask(
        "Delete this certificate?",
        "Delete it",
        () -> delete(row),
        "It is good for " + String.join(", ", row.names()) + ".",
        used.isEmpty()
            ? "None of your workloads has a host that it names."
            : "It may be what visitors of "
                + String.join(", ", used)
                + " are shown now. They are shown another that covers the host, or get no connection.");
  }

  private void delete(CertificateRow row) {
    Background.run(
        this,
        () -> {
          user().gateway().certificates().delete(row.id());
          return true;
        },
        _ -> {
          Toast.done("The certificate was deleted");
          user().live().refresh();
        },
        Toast::failed);
  }
}
