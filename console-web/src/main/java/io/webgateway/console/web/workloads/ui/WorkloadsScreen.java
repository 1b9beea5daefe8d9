package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.Picture;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One's own workloads and, for providers, everybody's on one's pools; conditions change live. */
@PageTitle("Workloads · Web Gateway")
@Route("workloads")
public class WorkloadsScreen extends LiveScreen {
  private final Div empty = new Div();
  private final TextField search = new TextField();
  private final DataTable<WorkloadRow> own = table("Your workloads", false);
  private final H2 hostedTitle = new H2("On your pools");
  private final DataTable<WorkloadRow> hosted = table("Workloads on your pools", true);

  /** For Vaadin. */
  public WorkloadsScreen() {
    search.setPlaceholder("Search names, hosts, states");
    search.setAriaLabel("Search workloads");
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(_ -> draw(picture(), Current.now()));
    search.addClassName("search");
    add(
        new ScreenHead(
            "Workloads",
            "What is published under your names, and how it really stands: nothing is called good that"
                + " nobody has checked.",
            publish("publish")),
        search,
        empty,
        own,
        hostedTitle,
        hosted);
  }

  private static DataTable<WorkloadRow> table(String label, boolean withOwner) {
    DataTable<WorkloadRow> table =
        new DataTable<WorkloadRow>(label, WorkloadRow::path)
            .column("Workload", "main", WorkloadsScreen::name)
            .column("State", "", row -> new Chip(row.tone(), row.summary()))
            .column("Where", "", row -> Text.code(row.where()))
            .column("Conditions", "", WorkloadsScreen::conditions);
    return withOwner ? table.column("Owner", "", row -> Text.id(row.owner())) : table;
  }

  private static Button publish(String id) {
    Button publish = new Button("Publish", VaadinIcon.PLUS.create());
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    publish.setId(id);
    publish.addClickListener(
        _ -> publish.getUI().ifPresent(ui -> ui.navigate(WorkloadEditor.class)));
    return publish;
  }

  private static Component name(WorkloadRow row) {
    RouterLink link = new RouterLink(row.path(), WorkloadScreen.class, parameters(row));
    link.addClassName("code");
    return new Div(link, Text.quiet(row.kind()));
  }

  static RouteParameters parameters(WorkloadRow row) {
    return new RouteParameters(
        new RouteParam("namespace", row.namespace()), new RouteParam("id", row.id()));
  }

  /** All conditions at a glance; a sentence follows on the workload's own screen. */
  private static Component conditions(WorkloadRow row) {
    Div all = new Div();
    all.addClassName("conditions");
    row.conditions()
        .forEach(
            condition -> {
              Chip chip = new Chip(condition.tone(), condition.title());
              chip.setTitle(
                  condition.title() + ": " + condition.word() + ". " + condition.sentence());
              all.add(chip);
            });
    return row.conditions().isEmpty() ? new Span("nothing was told yet") : all;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    List<WorkloadRow> mine = picture.workloads().items();
    List<WorkloadRow> others =
        picture.hosted().items().stream()
            .filter(row -> !row.owner().equals(user().identity().value()))
            .toList();
    empty.removeAll();
    empty.setVisible(mine.isEmpty());
    if (mine.isEmpty()) {
      empty.add(isLoaded() ? nothing(picture) : EmptyState.loading());
    }
    search.setVisible(mine.size() + others.size() > 5 || !search.isEmpty());
    own.setVisible(!mine.isEmpty());
    own.setRows(found(mine), "");
    boolean hasPool =
        picture.pools().items().stream()
            .anyMatch(p -> p.provider().equals(user().identity().value()));
    hostedTitle.setVisible(hasPool && !others.isEmpty());
    hosted.setVisible(hasPool && !others.isEmpty());
    hosted.setRows(found(others), "");
  }

  private static EmptyState nothing(Picture picture) {
    return picture.reservations().items().isEmpty()
        ? new EmptyState("Nothing is published", "It begins with a name: reserve one first.")
        : new EmptyState(
            "Nothing is published",
            "Say where a service listens on your side; visitors then find it under your name.",
            publish("publish-first"));
  }

  private List<WorkloadRow> found(List<WorkloadRow> rows) {
    String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
    return rows.stream()
        .filter(
            row ->
                (row.path() + " " + row.where() + " " + row.summary() + " " + row.kind())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted))
        .toList();
  }
}
