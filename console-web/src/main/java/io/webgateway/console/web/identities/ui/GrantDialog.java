package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.GrantTerms;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.GrantForm;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.SettingField;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.SignedIn;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gives a grant, or changes one: what an identity may hold, and what its workloads may take. */
final class GrantDialog extends Dialog {
  private final SignedIn user;
  private final GrantForm form;
  private final List<SettingField> fields = new ArrayList<>();
  private final Div content = new Div();
  private final ProblemBox problem = new ProblemBox();
  private final Button give = new Button();

  GrantDialog(SignedIn user, GrantForm form) {
    this.user = user;
    this.form = form;
    boolean isNew = form.before().isEmpty();
    setHeaderTitle(isNew ? "Give a grant" : "Change a grant");
    setWidth("40rem");
    content.addClassName("fields");
    content.add(problem);
    form.parts().forEach(this::part);
    add(content);
    give.setText(isNew ? "Grant" : "Change it");
    give.setId("grant");
    give.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    give.addClickListener(_ -> give());
    getFooter().add(new Button("Cancel", _ -> close()), give);
  }

  private void part(GrantForm.Part part) {
    if (!part.title().isEmpty()) {
      content.add(new H3(part.title()));
    }
    for (List<Setting> settings : part.rows()) {
      List<SettingField> row = SettingField.row(settings);
      row.forEach(this::fill);
      fields.addAll(row);
      content.add(SettingField.line(row));
    }
  }

  private void fill(SettingField field) {
    FormField which = field.setting().field();
    field.write(form.get(which));
    if (which == FormField.GRANT_IDENTITY && field.component() instanceof TextField text) {
      text.setReadOnly(form.before().isPresent());
      text.getElement().setAttribute("autocapitalize", "none");
      text.getElement().setAttribute("spellcheck", "false");
    }
  }

  private GrantForm read() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    fields.forEach(field -> typed.put(field.setting().field(), field.read()));
    return form.with(typed);
  }

  private void give() {
    problem.clear();
    switch (read().read(Current.now())) {
      case GrantForm.Ready(GrantTerms terms) -> {
        mark(List.of());
        send(terms);
      }
      case GrantForm.Faulty(List<FieldFault> faults) -> {
        mark(faults);
        problem.show("Some fields are not right yet; each says what would be");
      }
    }
  }

  private void send(GrantTerms terms) {
    give.setEnabled(false);
    Background.run(
        this,
        () -> user.gateway().providers().grant(terms),
        _ -> {
          close();
          Toast.done("Granted to " + terms.to().shortForm() + "…");
          user.live().refresh();
        },
        this::failed);
  }

  private void failed(ProblemText text) {
    give.setEnabled(true);
    boolean isAtFields = mark(WorkloadForm.faults(text.faults())) && !text.faults().isEmpty();
    if (isAtFields) {
      problem.show(text.title());
    } else {
      problem.show(text);
    }
  }

  /** Shows faults at their fields; whether all have one here. */
  private boolean mark(List<FieldFault> faults) {
    fields.forEach(field -> field.validation().setInvalid(false));
    boolean isAtFields = true;
    for (FieldFault fault : faults) {
      isAtFields &= mark(fault);
    }
    return isAtFields;
  }

  private boolean mark(FieldFault fault) {
    List<SettingField> meant =
        fields.stream().filter(field -> field.setting().field() == fault.field()).toList();
    meant.forEach(
        field -> {
          field.validation().setErrorMessage(fault.text());
          field.validation().setInvalid(true);
        });
    return !meant.isEmpty();
  }
}
