package io.webgateway.console.web.usage.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.UsageRow;
import io.webgateway.client.screen.UsageSpan;
import io.webgateway.client.screen.UsageStatement;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.SignedIn;
import java.time.Instant;

/** What workloads have used on the node that this console speaks to, and the sums of tenants. */
@PageTitle("Usage · Web Gateway")
@Route("usage")
public class UsageScreen extends Main {
  private final SignedIn user = Current.user();
  private final Select<UsageSpan> span = new Select<>();
  private final Button again = new Button("Read again", _ -> read());
  private final EmptyState loading = EmptyState.loading();
  private final EmptyState nothing =
      new EmptyState(
          "Nothing was used in this time",
          "Requests, bytes and connections of your workloads are counted on the node while they"
              + " move, and shown here by the hour and the day. Hours are kept for 92 days.");
  private final Div problem = new Div();
  private final DataTable<UsageRow> tenants;
  private final DataTable<UsageRow> rows;
  private final Section sums;
  private final Section pieces;
  private UsageSpan shown = UsageSpan.WEEK;

  /** For Vaadin. */
  public UsageScreen() {
    addClassName("screen");
    span.setLabel("Time");
    span.setId("span");
    span.setItems(UsageSpan.values());
    span.setItemLabelGenerator(UsageSpan::words);
    span.setValue(shown);
    span.addValueChangeListener(_ -> read());
    tenants =
        amounts(
            new DataTable<UsageRow>("Sums", UsageRow::tenant)
                .column("Tenant", "main", this::person));
    rows =
        amounts(
            new DataTable<UsageRow>("Usage", UsageRow::key)
                .column("When (UTC)", "main", row -> new Span(row.when(shown)))
                .column("Workload", "", row -> Text.code(row.workload()))
                .column("Tenant", "", this::person));
    sums = section("Together", tenants);
    pieces = section("Hour by hour, or day by day", rows);
    problem.addClassName("problem");
    add(
        new ScreenHead(
            "Usage",
            "What workloads have used on this node; at most 10 seconds old. In and out are from"
                + " and to visitors, without HTTP headers. For statements: webgw get usage -o csv",
            span,
            again),
        loading,
        problem,
        nothing,
        sums,
        pieces);
  }

  private static DataTable<UsageRow> amounts(DataTable<UsageRow> table) {
    return table
        .column("Requests", "number", row -> new Span(UsageRow.count(row.requests())))
        .column("In", "number", row -> new Span(Amounts.bytes(row.bytesIn())))
        .column("Out", "number", row -> new Span(Amounts.bytes(row.bytesOut())))
        .column("Connections", "number", row -> new Span(UsageRow.count(row.connections())))
        .column("Open for", "number", row -> new Span(row.openFor()))
        .column("Datagrams", "number", row -> new Span(UsageRow.count(row.datagrams())));
  }

  private static Section section(String title, Component content) {
    Section section = new Section(new H2(title), content);
    section.addClassName("section");
    return section;
  }

  private Component person(UsageRow row) {
    return row.tenant().equals(user.identity().value()) ? new Span("you") : Text.id(row.tenant());
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    read();
  }

  private void read() {
    UsageSpan wanted = span.getValue();
    Instant now = Current.now();
    show(true, false);
    problem.removeAll();
    problem.setVisible(false);
    Background.run(
        this,
        () -> UsageStatement.read(user.client(), wanted, now),
        statement -> shows(wanted, statement),
        this::failed);
  }

  private void shows(UsageSpan span, UsageStatement statement) {
    shown = span;
    tenants.setRows(statement.tenants(), span);
    rows.setRows(statement.rows(), span);
    show(false, !statement.rows().isEmpty());
    nothing.setVisible(statement.rows().isEmpty());
  }

  private void failed(ProblemText text) {
    show(false, false);
    problem.setVisible(true);
    problem.add(Text.of(text.title(), "headline"));
    text.lines().forEach(line -> problem.add(new Span(line)));
  }

  private void show(boolean isReading, boolean hasRows) {
    loading.setVisible(isReading);
    nothing.setVisible(false);
    sums.setVisible(hasRows);
    pieces.setVisible(hasRows);
  }
}
