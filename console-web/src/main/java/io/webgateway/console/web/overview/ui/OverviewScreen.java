package io.webgateway.console.web.overview.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.Attention;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.console.web.session.Picture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first questions: is anything wrong, what runs where, what ends, what does traffic do. */
@PageTitle("Overview · Web Gateway")
@Route("")
public class OverviewScreen extends LiveScreen {
  private static final int SHOWN = 8;

  private final Div standing = new Div();
  private final Div numbers = new Div();
  private final TrafficCard traffic;
  private final Section runs;
  private final DataTable<WorkloadRow> table =
      new DataTable<WorkloadRow>("What runs where", WorkloadRow::path)
          .column("Workload", "main", OverviewScreen::link)
          .column("State", "", row -> new Chip(row.tone(), row.summary()))
          .column("Where", "", row -> Text.code(row.where()))
          .column("Pools", "", row -> Text.code(String.join(", ", row.pools())));

  /** For Vaadin. */
  public OverviewScreen() {
    traffic = new TrafficCard(user());
    numbers.addClassName("cards");
    runs = new Section(new H2("What runs where"), table);
    runs.addClassName("section");
    add(new ScreenHead("Overview", ""), standing, numbers, traffic, runs);
  }

  private static Component link(WorkloadRow row) {
    return routed("workloads/" + row.path(), Text.code(row.path()));
  }

  private static Anchor routed(String path, Component text) {
    Anchor anchor = new Anchor(path, text);
    anchor.getElement().setAttribute("router-link", true);
    return anchor;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    standing.removeAll();
    if (!isLoaded()) {
      standing.add(EmptyState.loading());
    } else if (isNew(picture)) {
      standing.add(firstSteps(picture));
    } else {
      standing.add(standing(concerns(picture, now)));
    }
    drawNumbers(picture, now);
    List<WorkloadRow> all = picture.allWorkloads();
    runs.setVisible(!all.isEmpty());
    table.setRows(all, "");
  }

  private boolean isNew(Picture picture) {
    return picture.reservations().items().isEmpty()
        && picture.workloads().items().isEmpty()
        && picture.hosted().items().isEmpty()
        && picture.grants().items().stream()
            .noneMatch(g -> g.provider().equals(user().identity().value()));
  }

  private List<Attention> concerns(Picture picture, Instant now) {
    List<Attention> all = new ArrayList<>(picture.attention(now));
    DeviceKey key = DeviceKey.of(user().ring(), picture.identity(), now);
    if (key.tone(now) != Tone.GOOD) {
      all.addFirst(
          new Attention(key.tone(now), "identity", "This console's key", key.sentence(now)));
    }
    return all;
  }

  private static Component standing(List<Attention> concerns) {
    if (concerns.isEmpty()) {
      Div good =
          new Div(
              new Chip(Tone.GOOD, "Nothing needs you"), Text.quiet("All that is checked holds."));
      good.addClassNames("row", "standing");
      return good;
    }
    UnorderedList list = new UnorderedList();
    list.addClassName("concerns");
    concerns.stream().limit(SHOWN).forEach(concern -> list.add(line(concern)));
    Div card = new Div(new H2(title(concerns)), list);
    if (concerns.size() > SHOWN) {
      card.add(Text.quiet("and " + (concerns.size() - SHOWN) + " more"));
    }
    card.addClassNames("card", "alarm", concerns.getFirst().tone().word());
    return card;
  }

  private static String title(List<Attention> concerns) {
    return concerns.size() == 1
        ? "One thing needs a look"
        : concerns.size() + " things need a look";
  }

  private static ListItem line(Attention concern) {
    String target =
        concern.area().equals("workloads") ? "workloads/" + concern.subject() : concern.area();
    String word = concern.tone() == Tone.BAD ? "wrong" : "soon";
    return new ListItem(
        new Chip(concern.tone(), word),
        routed(target, Text.code(concern.subject())),
        new Span(concern.text()));
  }

  private Component firstSteps(Picture picture) {
    boolean hasGrant =
        picture.grants().items().stream()
            .anyMatch(g -> g.identity().equals(user().identity().value()));
    OrderedList steps = new OrderedList();
    steps.add(
        new ListItem(
            hasGrant
                ? new Span("A provider has given you a grant.")
                : new Span(
                    "Ask a provider for a grant. They need your identity id: "
                        + user().identity().value())),
        new ListItem(routed("reservations", new Span("Reserve a name"))),
        new ListItem(routed("publish", new Span("Publish what runs on your machines under it"))),
        new ListItem(routed("traffic", new Span("Watch your visitors come"))));
    steps.addClassName("steps");
    Div card = new Div(new H2("Begin here"), steps);
    card.addClassName("card");
    return card;
  }

  private void drawNumbers(Picture picture, Instant now) {
    numbers.removeAll();
    numbers.setVisible(isLoaded());
    List<ReservationRow> names = picture.reservations().items();
    long held = names.stream().filter(ReservationRow::canRenew).count();
    numbers.add(
        number("reservations", "Names", Long.toString(held), nextEnd(names, now)),
        workloads(picture),
        number(
            "certificates",
            "Certificates",
            Integer.toString(picture.certificates().items().size()),
            firstToEnd(picture.certificates().items(), now)));
  }

  private static Component workloads(Picture picture) {
    List<WorkloadRow> all = picture.workloads().items();
    long serving = all.stream().filter(row -> row.tone() == Tone.GOOD).count();
    String hosted =
        picture.hosted().items().isEmpty()
            ? ""
            : " · "
                + Amounts.count(picture.hosted().items().size(), "is", "are")
                + " on your pools";
    return number(
        "workloads",
        "Workloads",
        serving + " of " + all.size(),
        (all.isEmpty() ? "nothing is published" : "as they should be") + hosted);
  }

  private static String nextEnd(List<ReservationRow> names, Instant now) {
    return names.stream()
        .filter(row -> row.canRenew() && row.until().isPresent())
        .min(Comparator.comparing(row -> row.until().orElse(Instant.MAX)))
        .map(row -> row.namespace() + ": " + row.next(now))
        .orElse("none held");
  }

  private static String firstToEnd(List<CertificateRow> all, Instant now) {
    return all.stream()
        .min(Comparator.comparing(CertificateRow::notAfter))
        .map(row -> "the next " + row.ends(now))
        .orElse("none here");
  }

  private static Component number(String path, String title, String number, String about) {
    Div card = new Div(Text.quiet(title), Text.of(number, "big"), Text.of(about, "about"));
    card.addClassNames("card", "number-card");
    return routed(path, card);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    Parts parts = Current.parts();
    traffic.open(ui, parts);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    traffic.close();
    super.onDetach(event);
  }
}
