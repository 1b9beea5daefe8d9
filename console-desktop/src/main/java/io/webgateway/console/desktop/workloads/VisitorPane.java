package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.client.screen.form.VisitorForm;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.PemFile;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.Words;
import java.util.List;
import javafx.scene.Node;
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
  private final CheckBox terminate;
  private final Node certified;
  private final Node remembered;
  private WorkloadKind kind = WorkloadKind.HTTP_SERVICE;

  VisitorPane(Workspace workspace, Runnable changed) {
    pane = new SettingPane("Visitors: TLS and client certificates", "workload-visitors", changed);
    minTls =
        pane.choice(
            FormField.MIN_TLS,
            "Oldest TLS",
            "workload-min-tls",
            Words.TLS_VERSIONS.all(),
            SettingWords::minTls);
    certificates =
        pane.choice(
            FormField.CERTIFICATES,
            "Client certificates",
            "workload-client-certificates",
            Words.MODES.all(),
            SettingWords::certificates);
    ca =
        pane.pem(
            FormField.VISITOR_CA,
            "Authorities that sign them",
            "workload-visitor-ca",
            "PEM. Whoever shows a certificate of another one is not let in.");
    caFile =
        PemFile.button(workspace, "Authorities from file…", ca, pane.box(FormField.VISITOR_CA));
    hsts =
        pane.text(
            FormField.HSTS_SECONDS,
            "Browsers remember https (HSTS), s",
            "workload-hsts",
            "0 for not; 31536000 is a year, and cannot be taken back before.");
    subDomains =
        pane.check(
            FormField.HSTS_SUB_DOMAINS,
            "HSTS below the hosts",
            "workload-hsts-below",
            "All names below");
    terminate =
        pane.check(
            FormField.TERMINATE,
            "TLS of visitors",
            "workload-terminate",
            SettingWords.terminate(true));
    terminate.selectedProperty().addListener((_, _, _) -> arrange());
    certified = Parts.evenRow(pane.node(FormField.MIN_TLS), pane.node(FormField.CERTIFICATES));
    remembered =
        Parts.evenRow(pane.node(FormField.HSTS_SECONDS), pane.node(FormField.HSTS_SUB_DOMAINS));
    pane.add(
        pane.node(FormField.TERMINATE),
        certified,
        pane.node(FormField.VISITOR_CA),
        caFile,
        remembered);
    certificates.valueProperty().addListener((_, _, _) -> arrange());
  }

  private void arrange() {
    VisitorForm form = read("");
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    boolean isOurs = isHttp || form.terminates();
    boolean asked = isOurs && form.asksForCertificates();
    pane.show(FormField.TERMINATE, !isHttp);
    Parts.show(isOurs, List.of(certified));
    pane.show(FormField.VISITOR_CA, asked);
    Parts.show(asked, List.of(caFile));
    Parts.show(isHttp, List.of(remembered));
  }

  void become(WorkloadKind other) {
    kind = other;
    arrange();
  }

  SettingPane pane() {
    return pane;
  }

  void fill(VisitorForm form) {
    terminate.setSelected(form.terminates());
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
        terminate.isSelected(),
        String.valueOf(minTls.getValue()),
        String.valueOf(certificates.getValue()),
        ca.getText(),
        hsts.getText(),
        subDomains.isSelected());
  }
}
