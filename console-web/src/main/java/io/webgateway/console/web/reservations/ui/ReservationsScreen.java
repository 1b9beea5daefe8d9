package io.webgateway.console.web.reservations.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.TimeText;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The names that somebody holds: where each is in its life, and what can be done now. */
@PageTitle("Reservations · Web Gateway")
@Route("reservations")
public class ReservationsScreen extends LiveScreen {
  private static final long SECONDS_OF_MINUTE = 60;

  private final Div usage = new Div();
  private final Div empty = new Div();
  private final DataTable<ReservationRow> table =
      new DataTable<ReservationRow>("Your names", ReservationRow::namespace)
          .column("Name", "main", row -> Text.code(row.namespace()))
          .column("State", "", row -> new Chip(row.tone(Current.now()), row.word()))
          .column("Term", "", this::term)
          .column("Sponsor", "", row -> sponsor(row.sponsor()))
          .column("", "do", this::actions);

  /** For Vaadin. */
  public ReservationsScreen() {
    usage.addClassNames("row", "quiet");
    add(
        new ScreenHead(
            "Reservations",
            "A name is yours for a term. When it ends, the name still serves for a while; then it"
                + " rests, and only you can take it back.",
            reserveButton("reserve")),
        usage,
        empty,
        table);
  }

  private Button reserveButton(String id) {
    Button reserve = new Button("Reserve a name", VaadinIcon.PLUS.create());
    reserve.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    reserve.setId(id);
    reserve.addClickListener(_ -> new ReserveDialog(user(), picture()).open());
    return reserve;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    List<ReservationRow> rows = picture.reservations().items();
    drawUsage(picture, now);
    empty.removeAll();
    empty.setVisible(rows.isEmpty());
    if (rows.isEmpty()) {
      empty.add(isLoaded() ? nothing(picture) : EmptyState.loading());
    }
    table.setVisible(!rows.isEmpty());
    table.setRows(rows, now.getEpochSecond() / SECONDS_OF_MINUTE);
  }

  private EmptyState nothing(Picture picture) {
    boolean hasGrant = !mine(picture).isEmpty();
    return hasGrant
        ? new EmptyState(
            "No names yet",
            "Reserve one, and publish what runs on your machines under it.",
            reserveButton("reserve-first"))
        : new EmptyState(
            "No names yet, and no grant",
            "A name counts against a provider's grant. Send a provider your identity id (it is on"
                + " the identity page) and ask for one.");
  }

  private List<GrantRow> mine(Picture picture) {
    String me = user().identity().value();
    return picture.grants().items().stream().filter(g -> g.identity().equals(me)).toList();
  }

  private void drawUsage(Picture picture, Instant now) {
    usage.removeAll();
    for (GrantRow grant : mine(picture)) {
      long used =
          picture.reservations().items().stream()
              .filter(row -> row.canRenew() && row.sponsor().equals(grant.provider()))
              .count();
      Span text = new Span(used + " of " + Amounts.count(grant.maxNames(), "name", "names"));
      Span end =
          new Span(
              (grant.isInForce(now) ? "grant ends " : "grant ended ")
                  + TimeText.relative(grant.notAfter(), now));
      usage.add(text, new Span("granted by"), Text.id(grant.provider()), new Span("· "), end);
    }
    usage.setVisible(usage.getComponentCount() > 0);
  }

  private Component term(ReservationRow row) {
    Instant now = Current.now();
    Div cell = new Div(new Span(row.next(now)));
    row.until()
        .filter(until -> row.state() == ReservationRow.State.ACTIVE && until.isAfter(now))
        .ifPresent(
            until -> {
              double whole = picture().parameters().maxTerm().toSeconds();
              double left = Duration.between(now, until).toSeconds() / whole;
              cell.add(
                  new Meter(
                      left,
                      row.tone(now),
                      "term: " + Amounts.share(Math.min(1, left)) + " of the longest possible"));
            });
    row.offeredTo().ifPresent(to -> cell.add(Text.quiet("on offer to " + shortened(to))));
    return cell;
  }

  private static String shortened(String id) {
    return id.substring(0, Math.min(10, id.length())) + "…";
  }

  private Component sponsor(String id) {
    return id.isEmpty()
        ? new Span("–")
        : id.equals(user().identity().value()) ? new Span("you") : Text.id(id);
  }

  private Component actions(ReservationRow row) {
    Div cell = new Div();
    if (row.canRenew()) {
      cell.add(
          action("Renew", row, () -> new TermDialog(user(), row, picture().parameters()).open()));
    }
    if (row.canTakeBack()) {
      cell.add(
          action("Take back", row, () -> ReserveDialog.takeBack(user(), picture(), row).open()));
    }
    if (row.canRelease()) {
      Button release = action("Release", row, () -> askRelease(row));
      release.addThemeVariants(ButtonVariant.LUMO_ERROR);
      cell.add(release);
    }
    return cell;
  }

  private static Button action(String verb, ReservationRow row, Runnable run) {
    Button button = new Button(verb, _ -> run.run());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    button.setAriaLabel(verb + " " + row.namespace());
    return button;
  }

  private void askRelease(ReservationRow row) {
    Instant free = Current.now().plus(picture().parameters().quarantine());
    Confirm.ask(
        "Release " + row.namespace() + "?",
        "Release " + row.namespace(),
        () -> release(row),
        "What is published under it is no longer served, at once.",
        "Until "
            + free.toString().substring(0, 10)
            + " (for "
            + Amounts.count(picture().parameters().quarantineDays(), "day", "days")
            + ") only you can take it back. After that anybody can have it.");
  }

  private void release(ReservationRow row) {
    Background.run(
        this,
        () -> user().gateway().reservations().release(row.namespace()),
        _ -> {
          Toast.done(row.namespace() + " was released");
          user().live().refresh();
        },
        Toast::failed);
  }
}
