package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.form.GrantForm;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.Picture;
import io.webgateway.console.web.session.SignedIn;
import java.time.Instant;

/** The grants that somebody has, and those that they gave; a provider gives and changes them. */
final class GrantsSection extends Section {
  private static final long SECONDS_OF_HOUR = 3_600;

  private final SignedIn user;
  private final Button give = new Button("Give a grant", VaadinIcon.PLUS.create());
  private final EmptyState empty =
      new EmptyState(
          "No grants yet",
          "A grant lets an identity hold names and ports on your pools, and says how much its"
              + " workloads may take.");
  private final DataTable<GrantRow> table =
      new DataTable<GrantRow>("Your grants", grant -> grant.provider() + grant.identity())
          .column("From", "", grant -> person(grant.provider()))
          .column("To", "", grant -> person(grant.identity()))
          .column("Pools", "", grant -> new Span(grant.poolsInWords()))
          .column("Names", "number", grant -> new Span(Integer.toString(grant.maxNames())))
          .column("Ports", "number", grant -> new Span(Integer.toString(grant.maxPorts())))
          .column("On one node", "", grant -> new Span(grant.ceilingInWords()))
          .column("Ends", "", grant -> new Span(TimeText.relative(grant.notAfter(), Current.now())))
          .column("", "do", this::actions);

  GrantsSection(SignedIn user) {
    this.user = user;
    addClassName("section");
    give.setId("give-grant");
    give.addClickListener(_ -> new GrantDialog(user, GrantForm.empty()).open());
    Div row = new Div(give);
    row.addClassName("row");
    add(new H2("Grants"), empty, table, row);
  }

  void draw(Picture picture, Instant now) {
    boolean isProvider = picture.pools().items().stream().anyMatch(pool -> isMe(pool.provider()));
    boolean isEmpty = picture.grants().items().isEmpty();
    setVisible(isProvider || !isEmpty);
    give.setVisible(isProvider);
    empty.setVisible(isEmpty);
    table.setVisible(!isEmpty);
    table.setRows(picture.grants().items(), now.getEpochSecond() / SECONDS_OF_HOUR);
  }

  private Component actions(GrantRow grant) {
    if (!isMe(grant.provider())) {
      return new Span();
    }
    Button change = new Button("Change", _ -> new GrantDialog(user, GrantForm.of(grant)).open());
    change.addThemeVariants(ButtonVariant.LUMO_SMALL);
    change.setAriaLabel("Change the grant to " + grant.identity());
    return change;
  }

  private Component person(String id) {
    return isMe(id) ? new Span("you") : Text.id(id);
  }

  private boolean isMe(String id) {
    return id.equals(user.identity().value());
  }
}
