package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.SettingWords;
import io.webgateway.client.screen.VisitorForm;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.wire.document.Words;

/** How visitors are met over TLS. */
final class VisitorFields {
  private final FieldGroup group = new FieldGroup("Visitors: TLS and client certificates");
  private final Select<String> minTls =
      group.choice(Field.MIN_TLS, "Oldest TLS", Words.TLS_VERSIONS.all(), SettingWords::minTls);
  private final Select<String> certificates =
      group.choice(
          Field.CERTIFICATES, "Client certificates", Words.MODES.all(), SettingWords::certificates);
  private final TextArea ca =
      group.area(
          Field.VISITOR_CA,
          "Authorities that sign them (PEM)",
          "Whoever shows a certificate of another one is not let in");
  private final Div caField = FieldGroup.withFile(ca, "authorities' file");
  private final TextField hsts =
      group.number(
          Field.HSTS_SECONDS,
          "Browsers remember to come by https (HSTS)",
          "s",
          "0 for not; 31536000 is a year, and cannot be taken back before");
  private final Checkbox subDomains =
      group.known(Field.HSTS_SUB_DOMAINS, new Checkbox("For all names below too"));

  VisitorFields() {
    minTls.setHelperText("For a host shared by path, all its workloads must agree");
    certificates.addValueChangeListener(_ -> arrange());
    ca.setId("visitor-ca");
    group.put(FieldGroup.pair(minTls, certificates), caField, FieldGroup.pair(hsts, subDomains));
  }

  private void arrange() {
    caField.setVisible(read("").asksForCertificates());
  }

  FieldGroup group() {
    return group;
  }

  void show(VisitorForm form) {
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
        minTls.getOptionalValue().orElse(""),
        certificates.getOptionalValue().orElse(""),
        ca.getValue(),
        hsts.getValue(),
        subDomains.getValue());
  }
}
