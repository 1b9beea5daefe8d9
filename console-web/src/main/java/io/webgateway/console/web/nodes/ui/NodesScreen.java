package io.webgateway.console.web.nodes.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.Picture;
import java.time.Instant;

/** Pools and nodes of the ledger; of the node that this console speaks to, also how it does. */
@PageTitle("Nodes · Web Gateway")
@Route("nodes")
public class NodesScreen extends LiveScreen {
  private static final long SECONDS_OF_MINUTE = 60;

  private final EmptyState loading = EmptyState.loading();
  private final DataTable<PoolRow> pools =
      new DataTable<PoolRow>("Pools", PoolRow::domain)
          .column("Pool", "main", row -> Text.code(row.domain()))
          .column("Admission", "", row -> new Span(row.admission()))
          .column(
              "Nodes", "", row -> new Span(Amounts.count(row.members().size(), "node", "nodes")))
          .column("Provider", "", row -> person(row.provider()));
  private final DataTable<NodeRow> nodes =
      new DataTable<NodeRow>("Nodes", NodeRow::id)
          .column("Node", "main", row -> Text.id(row.id()))
          .column("State", "", NodesScreen::state)
          .column("Pool", "", row -> Text.code(row.pool()))
          .column("Management API", "", row -> Text.code(String.join(", ", row.endpoints())))
          .column("Program", "", NodesScreen::program)
          .column("Listeners", "", NodesScreen::listeners);

  private final Section poolSection = section("Pools", pools);
  private final Section nodeSection = section("Nodes", nodes);

  /** For Vaadin. */
  public NodesScreen() {
    add(
        new ScreenHead(
            "Nodes",
            "Every node of the ledger. Only the node that this console speaks to says how it does."),
        loading,
        poolSection,
        nodeSection);
  }

  private static Section section(String title, Component content) {
    Section section = new Section(new H2(title), content);
    section.addClassName("section");
    return section;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    loading.setVisible(!isLoaded());
    poolSection.setVisible(isLoaded());
    nodeSection.setVisible(isLoaded());
    pools.setRows(picture.pools().items(), "");
    nodes.setRows(picture.nodes().items(), now.getEpochSecond() / SECONDS_OF_MINUTE);
  }

  private Component person(String id) {
    return id.equals(user().identity().value()) ? new Span("you") : Text.id(id);
  }

  private static Component state(NodeRow row) {
    Div all = new Div(new Chip(row.tone(), row.word()));
    row.live().flatMap(NodeRow.Live::drain).ifPresent(how -> all.add(new Div(Text.quiet(how))));
    return all;
  }

  private static Component program(NodeRow row) {
    return row.live()
        .<Component>map(
            live ->
                new Div(
                    new Span(live.version()),
                    Text.quiet("up for " + TimeText.length(live.startedAt(), Current.now()))))
        .orElseGet(() -> new Span("–"));
  }

  private static Component listeners(NodeRow row) {
    Div all = new Div();
    all.addClassName("conditions");
    row.live()
        .ifPresent(
            live ->
                live.listeners()
                    .forEach(
                        listener -> {
                          Chip chip =
                              new Chip(
                                  listener.bound() ? Tone.GOOD : Tone.BAD,
                                  listener.name() + " " + listener.address());
                          listener.problem().ifPresent(chip::setTitle);
                          all.add(chip);
                        }));
    return all.getComponentCount() == 0 ? new Span("–") : all;
  }
}
