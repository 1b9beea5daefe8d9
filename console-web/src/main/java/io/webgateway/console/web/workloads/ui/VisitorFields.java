package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.client.screen.form.VisitorForm;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.Words;
import java.util.List;

/** How visitors are met over TLS. */
final class VisitorFields {
  private static final String LEFT_ALONE = "off";
  private static final String TERMINATED = "on";

  private final FieldGroup group = new FieldGroup("Visitors: TLS and client certificates");
  private final Select<String> minTls =
      group.choice(FormField.MIN_TLS, "Oldest TLS", Words.TLS_VERSIONS.all(), SettingWords::minTls);
  private final Select<String> certificates =
      group.choice(
          FormField.CERTIFICATES,
          "Client certificates",
          Words.MODES.all(),
          SettingWords::certificates);
  private final TextArea ca =
      group.area(
          FormField.VISITOR_CA,
          "Authorities that sign them (PEM)",
          "Whoever shows a certificate of another one is not let in");
  private final Div caField = FieldGroup.withFile(ca, "authorities' file");
  private final TextField hsts =
      group.number(
          FormField.HSTS_SECONDS,
          "Browsers remember to come by https (HSTS)",
          "s",
          "0 for not; 31536000 is a year, and cannot be taken back before");
  private final Checkbox subDomains =
      group.known(FormField.HSTS_SUB_DOMAINS, new Checkbox("For all names below too"));

  private final Select<String> terminate =
      group.choice(
          FormField.TERMINATE,
          "TLS of visitors",
          List.of(LEFT_ALONE, TERMINATED),
          word -> SettingWords.terminate(word.equals(TERMINATED)));
  private final Div certified = FieldGroup.pair(minTls, certificates);
  private final Div remembered = FieldGroup.pair(hsts, subDomains);
  private WorkloadKind kind = WorkloadKind.HTTP_SERVICE;

  VisitorFields() {
    certificates.addValueChangeListener(_ -> arrange());
    ca.setId("visitor-ca");
    terminate.setId("terminate");
    terminate.addValueChangeListener(_ -> arrange());
    group.put(FieldGroup.pair(terminate), certified, caField, remembered);
  }

  private void arrange() {
    VisitorForm form = read("");
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    boolean isOurs = isHttp || form.terminates();
    terminate.setVisible(!isHttp);
    certified.setVisible(isOurs);
    minTls.setHelperText(isHttp ? "For a host shared by path, all its workloads must agree" : "");
    caField.setVisible(isOurs && form.asksForCertificates());
    remembered.setVisible(isHttp);
  }

  void become(WorkloadKind other) {
    kind = other;
    arrange();
  }

  FieldGroup group() {
    return group;
  }

  void show(VisitorForm form) {
    terminate.setValue(form.terminates() ? TERMINATED : LEFT_ALONE);
    minTls.setValue(form.minTls());
    certificates.setValue(form.certificates());
    ca.setValue(form.ca());
    hsts.setValue(form.hstsSeconds());
    subDomains.setValue(form.hstsSubDomains());
    group.setOpened(form.isUnusual());
    arrange();
  }

  VisitorForm read(String plainHttp) {
    return new VisitorForm(
        plainHttp,
        terminate.getOptionalValue().filter(TERMINATED::equals).isPresent(),
        minTls.getOptionalValue().orElse(""),
        certificates.getOptionalValue().orElse(""),
        ca.getValue(),
        hsts.getValue(),
        subDomains.getValue());
  }
}
