package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.BackendRow;
import io.webgateway.client.screen.Inventory;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.SignedIn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How the backends of one workload are on the node that is asked: read again whenever the workload
 * or one of its conditions changes, and every few seconds while somebody looks. What was read last
 * stays until there is something newer.
 */
final class BackendsSection extends Section {
  private static final Duration REREAD = Duration.ofSeconds(5);

  private final SignedIn user;
  private final Paragraph note = new Paragraph();
  private final DataTable<BackendRow> rows =
      new DataTable<BackendRow>("Backends", BackendRow::number)
          .column("Backend", "main", row -> Text.code(row.title()))
          .column("State", "", row -> new Chip(row.tone(), row.word()))
          .column("Why", "whole", BackendsSection::why)
          .column("Details", "", row -> Text.quiet(row.detail(Current.now())));
  private Optional<WorkloadRow> shown = Optional.empty();
  private boolean isAsking;
  private boolean isTimed;

  BackendsSection(SignedIn user) {
    this.user = user;
    addClassName("section");
    note.addClassName("quiet");
    note.setId("backends-note");
    note.getElement().setAttribute("role", "status");
    add(new H2("Backends"), note, rows);
  }

  private static Div why(BackendRow row) {
    return new Div(new Span(row.sentence()));
  }

  /** Shows those of a workload; asks only when it is another or has changed. */
  void show(WorkloadRow row) {
    boolean isOther = shown.map(before -> !before.path().equals(row.path())).orElse(true);
    if (shown.equals(Optional.of(row))) {
      return;
    }
    shown = Optional.of(row);
    if (isOther) {
      rows.setVisible(false);
      say("The node is being asked…");
    }
    ask();
  }

  private void ask() {
    if (isAsking || shown.isEmpty()) {
      return;
    }
    isAsking = true;
    WorkloadRow asked = shown.get();
    Background.run(
        this,
        () -> new Inventory(user.client()).backends(asked.namespace(), asked.id()),
        found -> {
          draw(asked, found);
          answered(asked);
        },
        problem -> {
          failed(problem);
          answered(asked);
        });
  }

  private void answered(WorkloadRow asked) {
    isAsking = false;
    if (!shown.equals(Optional.of(asked))) {
      ask();
    } else if (!isTimed) {
      askLater();
    }
  }

  private void askLater() {
    isTimed = true;
    UI ui = UI.getCurrent();
    CompletableFuture.delayedExecutor(REREAD.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () ->
                ui.access(
                    () -> {
                      isTimed = false;
                      if (isAttached()) {
                        ask();
                      }
                    }));
  }

  private void draw(WorkloadRow asked, BackendList found) {
    if (!shown.map(WorkloadRow::path).equals(Optional.of(asked.path()))) {
      return;
    }
    rows.setVisible(!found.backends().isEmpty());
    rows.setRows(found.backends(), Current.now().getEpochSecond());
    say(found.note());
  }

  /** What was read before stays: it is old, not wrong. */
  private void failed(ProblemText problem) {
    say("How the backends are cannot be read: " + problem.title());
  }

  private void say(String text) {
    note.setText(text);
    note.setVisible(!text.isEmpty());
  }
}
