package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.SettingWords;
import io.webgateway.client.screen.VisitorForm;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.PemFile;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.wire.document.Words;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/** How visitors are met over TLS. */
final class VisitorPane {
  private final SettingPane pane;
  private final ComboBox<String> minTls;
  private final ComboBox<String> certificates;
  private final TextArea ca;
  private final Button caFile;
  private final TextField hsts;
  private final CheckBox subDomains;

  VisitorPane(Workspace workspace, Runnable changed) {
    pane = new SettingPane("Visitors: TLS and client certificates", "workload-visitors", changed);
    minTls =
        pane.choice(
            Field.MIN_TLS,
            "Oldest TLS",
            "workload-min-tls",
            Words.TLS_VERSIONS.all(),
            SettingWords::minTls);
    certificates =
        pane.choice(
            Field.CERTIFICATES,
            "Client certificates",
            "workload-client-certificates",
            Words.MODES.all(),
            SettingWords::certificates);
    ca =
        pane.pem(
            Field.VISITOR_CA,
            "Authorities that sign them",
            "workload-visitor-ca",
            "PEM. Whoever shows a certificate of another one is not let in.");
    caFile = PemFile.button(workspace, "Authorities from file…", ca, pane.box(Field.VISITOR_CA));
    hsts =
        pane.text(
            Field.HSTS_SECONDS,
            "Browsers remember https (HSTS), s",
            "workload-hsts",
            "0 for not; 31536000 is a year, and cannot be taken back before.");
    subDomains =
        pane.check(
            Field.HSTS_SUB_DOMAINS,
            "HSTS below the hosts",
            "workload-hsts-below",
            "All names below");
    pane.add(
        Parts.evenRow(pane.node(Field.MIN_TLS), pane.node(Field.CERTIFICATES)),
        pane.node(Field.VISITOR_CA),
        caFile,
        Parts.evenRow(pane.node(Field.HSTS_SECONDS), pane.node(Field.HSTS_SUB_DOMAINS)));
    certificates.valueProperty().addListener((_, _, _) -> arrange());
  }

  private void arrange() {
    boolean asked = read("").asksForCertificates();
    pane.show(Field.VISITOR_CA, asked);
    Parts.show(asked, List.of(caFile));
  }

  SettingPane pane() {
    return pane;
  }

  void fill(VisitorForm form) {
    minTls.setValue(form.minTls());
    certificates.setValue(form.certificates());
    ca.setText(form.ca());
    hsts.setText(form.hstsSeconds());
    subDomains.setSelected(form.hstsSubDomains());
    pane.node().setExpanded(form.isUnusual());
    arrange();
  }

  VisitorForm read(String plainHttp) {
    return new VisitorForm(
        plainHttp,
        String.valueOf(minTls.getValue()),
        String.valueOf(certificates.getValue()),
        ca.getText(),
        hsts.getText(),
        subDomains.isSelected());
  }
}
