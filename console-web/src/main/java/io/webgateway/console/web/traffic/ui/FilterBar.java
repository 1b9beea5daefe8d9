package io.webgateway.console.web.traffic.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.webgateway.console.web.component.Text;
import io.webgateway.filter.Completion;
import io.webgateway.filter.TrafficFilter;
import java.util.function.Consumer;

/** The filter that is typed: where it is wrong, and what could come next. */
final class FilterBar extends Div {
  private static final int REST_MILLIS = 250;
  private static final int SHOWN = 8;

  private final TextField field = new TextField();
  private final Div fault = new Div();
  private final Div suggestions = new Div();
  private final Consumer<TrafficFilter> chosen;

  /** Tells every filter that is right. */
  FilterBar(Consumer<TrafficFilter> chosen) {
    this.chosen = chosen;
    addClassName("filter");
    field.setPlaceholder("host:blog.* status:>=400 method:POST");
    field.setAriaLabel("Filter");
    field.setPrefixComponent(VaadinIcon.FILTER.create());
    field.setClearButtonVisible(true);
    field.setMaxLength(TrafficFilter.MAX_LENGTH);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(REST_MILLIS);
    field.setId("filter");
    field.setWidthFull();
    field.getElement().setAttribute("autocapitalize", "none");
    field.getElement().setAttribute("spellcheck", "false");
    field.addValueChangeListener(_ -> read());
    field.addFocusListener(_ -> suggest());
    fault.addClassName("filter-fault");
    fault.getElement().setAttribute("role", "alert");
    suggestions.addClassName("suggestions");
    add(field, fault, suggestions);
    suggest();
  }

  String text() {
    return field.getValue();
  }

  void set(String text) {
    field.setValue(text);
  }

  private void read() {
    fault.removeAll();
    String text = field.getValue();
    switch (TrafficFilter.parse(text)) {
      case TrafficFilter.Parsed parsed -> {
        field.setInvalid(false);
        chosen.accept(parsed.filter());
      }
      case TrafficFilter.Invalid invalid -> {
        field.setInvalid(true);
        show(text, invalid);
      }
    }
    suggest();
  }

  /** The text again with the place marked, then what is wrong and what would be right. */
  private void show(String text, TrafficFilter.Invalid invalid) {
    int from = Math.min(invalid.position(), text.length());
    int to = Math.min(from + invalid.length(), text.length());
    Span place = Text.of(from == to ? "▏" : text.substring(from, to), "place");
    Span line = Text.code("");
    line.add(new Span(text.substring(0, from)), place, new Span(text.substring(to)));
    fault.add(line, new Span(invalid.fault() + ". " + invalid.cure()));
  }

  private void suggest() {
    suggestions.removeAll();
    String text = field.getValue();
    Completion completion = TrafficFilter.complete(text, text.length());
    completion.suggestions().stream()
        .limit(SHOWN)
        .filter(s -> !s.text().equals(text.substring(completion.from())))
        .forEach(suggestion -> suggestions.add(button(text, completion.from(), suggestion)));
  }

  private Button button(String text, int from, Completion.Suggestion suggestion) {
    Button button = new Button(suggestion.text());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    button.setTooltipText(suggestion.about());
    button.addClickListener(
        _ -> {
          boolean isKey = suggestion.text().endsWith(":");
          field.setValue(text.substring(0, from) + suggestion.text() + (isKey ? "" : " "));
          field.focus();
        });
    return button;
  }
}
