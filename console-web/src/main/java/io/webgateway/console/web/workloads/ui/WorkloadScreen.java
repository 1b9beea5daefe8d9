package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.client.screen.form.WorkloadFacts;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Confirm;
import io.webgateway.console.web.component.CopyButton;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.Facts;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.Picture;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import java.time.Instant;
import java.util.Optional;

/** One workload: every condition with its reason, changing live; where it is, and what it is. */
@Route("workloads/:namespace/:id")
public class WorkloadScreen extends LiveScreen implements BeforeEnterObserver, HasDynamicTitle {
  private static final long SECONDS_OF_MINUTE = 60;

  private final Div top = new Div();
  private final Div facts = new Div();
  private final DataTable<ConditionRow> conditions =
      new DataTable<ConditionRow>("Conditions", ConditionRow::type)
          .column("Condition", "main", row -> new Span(row.title()))
          .column("Status", "", row -> new Chip(row.tone(), row.word()))
          .column("Why", "whole", WorkloadScreen::why)
          .column("Since", "when", row -> new Span(TimeText.relative(row.since(), Current.now())));
  private final BackendsSection backends = new BackendsSection(user());
  private String namespace = "";
  private String id = "";
  private Optional<WorkloadRow> shown = Optional.empty();

  /** For Vaadin. */
  public WorkloadScreen() {
    top.addClassName("top");
    facts.addClassName("card");
    Section standing = new Section(new H2("Conditions"), conditions);
    standing.addClassName("section");
    Section definition = new Section(new H2("Definition"), facts);
    definition.addClassName("section");
    add(top, standing, backends, definition);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    namespace = event.getRouteParameters().get("namespace").orElse("");
    id = event.getRouteParameters().get("id").orElse("");
    shown = Optional.empty();
    if (isAttached()) {
      // Vaadin keeps the screen when only the address changes.
      draw(picture(), Current.now());
    }
  }

  @Override
  public String getPageTitle() {
    return namespace + "/" + id + " · Web Gateway";
  }

  private static Component why(ConditionRow row) {
    return new Div(new Span(row.sentence()), Text.quiet(row.reason()));
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    Optional<WorkloadRow> row = picture.workload(namespace + "/" + id);
    if (row.isEmpty()) {
      drawMissing();
      return;
    }
    boolean hasChanged = !row.equals(shown);
    shown = row;
    setSectionsVisible(true);
    conditions.setRows(row.get().conditions(), now.getEpochSecond() / SECONDS_OF_MINUTE);
    backends.show(row.get());
    if (hasChanged) {
      drawHead(row.get());
      drawFacts(row.get());
    }
  }

  private void drawMissing() {
    shown = Optional.empty();
    setSectionsVisible(false);
    top.removeAll();
    top.add(
        isLoaded()
            ? new EmptyState(
                "There is no workload " + namespace + "/" + id,
                "It was taken back, or it is not yours to see.",
                new RouterLink("All workloads", WorkloadsScreen.class))
            : EmptyState.loading());
  }

  private void setSectionsVisible(boolean visible) {
    getChildren().filter(child -> !child.equals(top)).forEach(child -> child.setVisible(visible));
  }

  private void drawHead(WorkloadRow row) {
    top.removeAll();
    Div state = new Div(new Chip(row.tone(), row.summary()), Text.quiet(row.kind()));
    state.addClassName("row");
    state.getElement().setAttribute("role", "status");
    RouterLink back = new RouterLink("Workloads", WorkloadsScreen.class);
    back.addClassName("back");
    top.add(back, new ScreenHead(row.path(), "", actions(row)), state);
  }

  private Component[] actions(WorkloadRow row) {
    if (!row.owner().equals(user().identity().value())) {
      return new Component[0];
    }
    Button edit = new Button("Edit", VaadinIcon.EDIT.create());
    edit.setId("edit");
    edit.addClickListener(
        _ ->
            edit.getUI()
                .ifPresent(
                    ui -> ui.navigate(WorkloadEditor.class, WorkloadsScreen.parameters(row))));
    Button delete = new Button("Delete", VaadinIcon.TRASH.create());
    delete.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
    delete.setId("delete");
    delete.addClickListener(_ -> askDelete(row));
    return new Component[] {edit, delete};
  }

  private void drawFacts(WorkloadRow row) {
    facts.removeAll();
    Facts list = new Facts();
    if (!row.answeredHosts().isEmpty()) {
      Div hosts = new Div();
      row.answeredHosts().forEach(host -> hosts.add(link(host)));
      list.with("Visitors find it at", hosts);
    }
    row.portName().ifPresent(port -> list.with("Port", Text.code(port)));
    list.with("Pools", Text.code(String.join(", ", row.pools())));
    row.definition().ifPresent(workload -> describe(list, workload));
    list.with("Version", Long.toString(row.version())).with("Owner", owner(row));
    facts.add(list);
  }

  private Component owner(WorkloadRow row) {
    return row.owner().equals(user().identity().value()) ? new Span("you") : Text.id(row.owner());
  }

  private static Component link(String host) {
    int port = Current.parts().visitorPort();
    String url = "https://" + host + (port == 443 ? "" : ":" + port) + "/";
    Div line = new Div();
    line.addClassName("row");
    if (host.startsWith("*.")) {
      line.add(Text.code(host));
    } else {
      Anchor open = new Anchor(url, url);
      open.setTarget(AnchorTarget.BLANK);
      open.getElement().setAttribute("rel", "noreferrer noopener");
      open.addClassName("code");
      line.add(open, new CopyButton("the address of " + host, url));
    }
    return line;
  }

  private static void describe(Facts list, Workload workload) {
    Div backends = new Div();
    workload
        .backends()
        .forEach(
            backend -> {
              Div line = new Div(Text.code(backend.address()));
              if (workload.backends().size() > 1) {
                line.add(Text.of("weight " + backend.weight(), "tag"));
              }
              backends.add(line);
            });
    list.with("Backends", backends);
    switch (workload) {
      case Workload.HttpService http -> {
        list.with("Path prefix", Text.code(http.pathPrefix()))
            .with(
                "Requests in clear",
                switch (http.http().plainHttp()) {
                  case REDIRECT -> "are sent to https";
                  case SERVE -> "are served";
                  case PASS_ACME -> "are sent to https, but for those of certificate authorities";
                });
      }
      case Workload.TlsPassthrough _, Workload.TcpForward _, Workload.UdpForward _ -> {}
    }
    WorkloadFacts.unusual(workload).forEach(fact -> list.with(fact.what(), fact.text()));
    describe(list, workload.timeouts());
  }

  private static void describe(Facts list, Timeouts timeouts) {
    list.with(
        "Time limits",
        "connect "
            + Amounts.millis(timeouts.connectMillis())
            + " · first byte "
            + Amounts.millis(timeouts.firstByteMillis())
            + " · silence "
            + Amounts.millis(timeouts.idleMillis()));
  }

  private void askDelete(WorkloadRow row) {
    Confirm.ask(
        "Delete " + row.path() + "?",
        "Delete " + row.path(),
        () -> delete(row),
        "Visitors of " + row.where() + " get no answer any more, at once.",
        "The name " + row.namespace() + " stays yours.");
  }

  private void delete(WorkloadRow row) {
    Background.run(
        this,
        () -> user().gateway().workloads().delete(row.namespace(), row.id()),
        _ -> {
          Toast.done(row.path() + " was deleted");
          user().live().refresh();
          getUI().ifPresent(ui -> ui.navigate(WorkloadsScreen.class));
        },
        Toast::failed);
  }
}
