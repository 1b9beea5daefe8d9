package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.WorkloadForm.BackendLine;
import io.webgateway.console.web.component.Text;
import java.util.ArrayList;
import java.util.List;

/** Where traffic goes: addresses with weights, as many as are wanted. */
final class BackendFields extends Div {
  private final List<Line> lines = new ArrayList<>();
  private final Div list = new Div();
  private final Span fault = Text.of("", "fault");

  BackendFields() {
    addClassName("backends");
    getElement().setAttribute("role", "group").setAttribute("aria-label", "Backends");
    Span title = Text.of("Backends", "label");
    Button more = new Button("One more", VaadinIcon.PLUS.create());
    more.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    more.addClickListener(_ -> add(new BackendLine("", "")));
    fault.setVisible(false);
    add(title, list, fault, more);
  }

  /** One line of the list. */
  private final class Line extends Div {
    private final TextField address = new TextField();
    private final TextField weight = new TextField();

    Line(BackendLine typed) {
      addClassName("backend");
      address.setPlaceholder("[400:1234::1]:8080");
      address.setAriaLabel("Address of a backend");
      address.setValue(typed.address());
      address.getElement().setAttribute("autocapitalize", "none");
      weight.setPrefixComponent(Text.quiet("weight"));
      weight.setPlaceholder("1");
      weight.setAriaLabel("Its weight");
      weight.setValue(typed.weight());
      Button remove = new Button(VaadinIcon.CLOSE_SMALL.create());
      remove.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
      remove.setAriaLabel("Remove this backend");
      remove.addClickListener(_ -> drop(this));
      add(address, weight, remove);
    }

    BackendLine read() {
      return new BackendLine(address.getValue(), weight.getValue());
    }
  }

  void show(List<BackendLine> typed) {
    lines.clear();
    list.removeAll();
    typed.forEach(this::add);
  }

  private void add(BackendLine typed) {
    Line line = new Line(typed);
    lines.add(line);
    list.add(line);
  }

  private void drop(Line line) {
    lines.remove(line);
    list.remove(line);
    if (lines.isEmpty()) {
      add(new BackendLine("", ""));
    }
  }

  List<BackendLine> read() {
    return lines.stream().map(Line::read).toList();
  }

  void clearFaults() {
    fault.setVisible(false);
    lines.forEach(
        line -> {
          line.address.setInvalid(false);
          line.weight.setInvalid(false);
        });
  }

  /** Shows what is wrong with one line, or with the list when there is no such line. */
  void mark(int index, String text) {
    if (index >= 0 && index < lines.size()) {
      lines.get(index).address.setInvalid(true);
      lines.get(index).address.setErrorMessage(text);
    } else {
      fault.setText(text);
      fault.setVisible(true);
    }
  }
}
