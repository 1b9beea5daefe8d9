package io.webgateway.console.web.traffic.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Facts;
import io.webgateway.console.web.component.Text;
import java.util.Set;

/** Everything about one exchange or connection. */
final class DetailPane extends Aside {
  private static final Set<String> WORDS =
      Set.of("Protocol", "Ended", "Lasted", "First byte after");

  private final Runnable closed;

  DetailPane(Runnable closed) {
    this.closed = closed;
    addClassNames("card", "detail");
    getElement().setAttribute("aria-label", "Detail");
    setVisible(false);
  }

  void hide() {
    setVisible(false);
    removeAll();
  }

  void show(TrafficRow row) {
    removeAll();
    Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> closed.run());
    close.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
    close.setAriaLabel("Close the detail");
    String title = (row.method() + " " + row.path()).strip();
    H2 heading = new H2(title.isEmpty() ? row.protocol() : title);
    heading.addClassName("code");
    Div head = new Div(heading, close);
    head.addClassName("detail-head");
    Facts facts = new Facts();
    row.facts().forEach(fact -> facts.with(fact.name(), value(fact)));
    add(head, new Chip(row.tone(), (row.status() + " " + row.outcome()).strip()), facts);
    setVisible(true);
  }

  private static Component value(TrafficRow.Fact fact) {
    if (fact.name().equals("Workload")) {
      Anchor link = new Anchor("workloads/" + fact.value(), fact.value());
      link.getElement().setAttribute("router-link", true);
      link.addClassName("code");
      return link;
    }
    return WORDS.contains(fact.name()) ? Text.of(fact.value(), "plain") : Text.code(fact.value());
  }
}
