package io.webgateway.console.web.traffic.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.traffic.TrafficFeed;
import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.client.traffic.TrafficView;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.console.web.traffic.TrafficTap;
import io.webgateway.filter.TrafficFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Live traffic: what ends at the gateway right now. Rows are bounded, what is lost is counted and
 * said; a pause lets the rows stand still while the stream goes on.
 */
@PageTitle("Live traffic · Web Gateway")
@Route("traffic")
public class TrafficScreen extends Main {
  private static final int ROWS = 1_000;
  private static final int NARROW_PIXELS = 800;
  private static final String KEYS =
      """
      const screen = this;
      const onKey = (event) => {
        if (!screen.isConnected) { document.removeEventListener('keydown', onKey, true); return; }
        const path = event.composedPath();
        const typing = path.some(e => e.tagName === 'INPUT' || e.tagName === 'TEXTAREA');
        const onButton = path.some(e => e.tagName === 'VAADIN-BUTTON' || e.tagName === 'A');
        if (event.ctrlKey || event.metaKey || event.altKey || typing) { return; }
        if (event.key === '/') {
          event.preventDefault(); screen.querySelector('#filter').focus();
        } else if (event.key === ' ' && !onButton) {
          event.preventDefault(); event.stopPropagation(); screen.$server.togglePause();
        } else if (event.key === 'Escape') {
          screen.$server.closeDetail();
        }
      };
      document.addEventListener('keydown', onKey, true);
      """;

  private final SignedIn user = Current.user();
  private final Parts parts = Current.parts();
  private final TrafficTap tap = new TrafficTap(ROWS, parts.clock());
  private final TrafficTable table = new TrafficTable();
  private final DetailPane detail = new DetailPane(this::closeDetail);
  private final FilterBar filter = new FilterBar(this::filter);
  private final Button pause = new Button("Pause", VaadinIcon.PAUSE.create());
  private final Chip link = new Chip(Tone.NEUTRAL, "opening…");
  private final Span counts = Text.quiet("");
  private final Span spoken = new Span();
  private final ProblemBox problem = new ProblemBox();
  private final Div empty = new Div();
  private final AtomicBoolean drawingIsDue = new AtomicBoolean();
  private final List<Runnable> endings = new ArrayList<>();
  private TrafficFilter wanted = TrafficFilter.everything();
  private volatile Optional<TrafficFeed.State> drawnLink = Optional.empty();
  private volatile long drawn = -1;

  /** For Vaadin. */
  public TrafficScreen() {
    addClassNames("screen", "wide");
    pause.setId("pause");
    pause.addClickListener(_ -> togglePause());
    pause.setTooltipText("Space");
    Button clear = new Button("Clear");
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    clear.setTooltipText("Clears the view, here only");
    clear.addClickListener(_ -> clear());
    Div line = new Div(link, counts);
    line.addClassNames("row", "counts");
    spoken.addClassName("unseen");
    spoken.getElement().setAttribute("aria-live", "polite");
    table.addSelectionListener(
        event -> {
          event.getFirstSelectedItem().ifPresentOrElse(detail::show, detail::hide);
          table.setBesideDetail(detail.isVisible());
        });
    // Arrow keys move the focus; the detail follows it.
    table.addCellFocusListener(event -> event.getItem().ifPresent(this::follow));
    Div rows = new Div(table, empty);
    rows.addClassName("rows");
    Div split = new Div(rows, detail);
    split.addClassName("split");
    add(new ScreenHead("Live traffic", "", pause, clear), filter, problem, line, spoken, split);
  }

  private void follow(TrafficRow row) {
    if (detail.isVisible()) {
      table.select(row);
    }
  }

  private void filter(TrafficFilter now) {
    wanted = now;
    if (tap.feed().state() instanceof TrafficFeed.State.Refused) {
      tap.start(user, now.text(), parts.executor());
    } else {
      tap.filter(now.text());
    }
    draw();
  }

  /** From the keyboard and the button. */
  @ClientCallable
  public void togglePause() {
    if (tap.feed().view().snapshot().paused()) {
      tap.feed().view().resume();
    } else {
      tap.feed().view().pause();
    }
    draw();
  }

  /** From the keyboard and the pane. */
  @ClientCallable
  public void closeDetail() {
    table.deselectAll();
    detail.hide();
  }

  private void clear() {
    tap.feed().view().clear();
    closeDetail();
    draw();
  }

  /** What it watches; for tests. */
  public TrafficTap tap() {
    return tap;
  }

  /** Shows what has come in the meantime. */
  public void draw() {
    TrafficView.Snapshot now = tap.feed().view().snapshot();
    drawn = now.version();
    List<TrafficRow> rows = now.rows().stream().filter(row -> wanted.matches(row.event())).toList();
    table.show(rows);
    pause.setText(now.paused() ? "Go on" + waiting(now) : "Pause");
    pause.setIcon((now.paused() ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create());
    counts.setText(words(now, rows.size()));
    drawLink(now.paused());
    drawEmpty(rows.isEmpty());
  }

  private static String waiting(TrafficView.Snapshot now) {
    return String.format(Locale.ROOT, " (%,d waiting)", now.waiting());
  }

  private static String words(TrafficView.Snapshot now, int shown) {
    StringBuilder words = new StringBuilder(Amounts.count(shown, "row", "rows"));
    words.append(String.format(Locale.ROOT, " of %,d seen", now.seen()));
    if (now.pushedOut() > 0) {
      words.append(String.format(Locale.ROOT, " · %,d made room for newer ones", now.pushedOut()));
    }
    if (now.missed() > 0) {
      words.append(String.format(Locale.ROOT, " · %,d were lost on the way", now.missed()));
    }
    return words.toString();
  }

  private void drawLink(boolean paused) {
    TrafficFeed.State now = tap.feed().state();
    switch (now) {
      case TrafficFeed.State.Opening _ -> link.show(Tone.NEUTRAL, "opening…");
      case TrafficFeed.State.Open _ ->
          link.show(paused ? Tone.ATTENTION : Tone.GOOD, paused ? "paused" : "streaming");
      case TrafficFeed.State.Broken broken -> {
        link.show(Tone.BAD, "reconnecting");
        link.setTitle(broken.reason());
      }
      case TrafficFeed.State.Refused _ -> link.show(Tone.BAD, "ended");
    }
    if (!Optional.of(now).equals(drawnLink)) {
      drawnLink = Optional.of(now);
      problem.clear();
      if (now instanceof TrafficFeed.State.Refused refused) {
        sayRefused(refused.problem());
      }
    }
  }

  private void sayRefused(ProblemText text) {
    problem.show(text);
    problem.add(new Button("Try again", _ -> tap.start(user, wanted.text(), parts.executor())));
  }

  private void drawEmpty(boolean isEmpty) {
    table.setVisible(!isEmpty);
    empty.setVisible(isEmpty);
    empty.removeAll();
    if (isEmpty) {
      empty.add(
          wanted.text().isEmpty()
              ? new EmptyState(
                  "Nothing has come by yet",
                  "Each request is a row when it ends. Open one of your sites in another window.")
              : new EmptyState(
                  "Nothing that fits has come by",
                  "Only what the filter lets through is sent here."));
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    tap.start(user, wanted.text(), parts.executor());
    endings.add(parts.frames().onTick(() -> frame(ui)));
    endings.add(parts.ticker().onTick(() -> ui.access(this::speak)));
    getElement().executeJs(KEYS);
    narrow(ui.getPage().getExtendedClientDetails().getWindowInnerWidth());
    var resizing = ui.getPage().addBrowserWindowResizeListener(e -> narrow(e.getWidth()));
    endings.add(resizing::remove);
    draw();
  }

  private void narrow(int widthPixels) {
    table.setNarrow(widthPixels > 0 && widthPixels < NARROW_PIXELS);
  }

  /** On the ticker's thread: draws only when there is something new, and never two at once. */
  private void frame(UI ui) {
    boolean isStale =
        tap.feed().view().version() != drawn || !Optional.of(tap.feed().state()).equals(drawnLink);
    if (isStale && drawingIsDue.compareAndSet(false, true)) {
      ui.access(
          () -> {
            drawingIsDue.set(false);
            if (isAttached()) {
              draw();
            }
          });
    }
  }

  /** A count now and then for those who listen; never the rows. */
  private void speak() {
    spoken.setText(counts.getText());
  }

  @Override
  protected void onDetach(DetachEvent event) {
    endings.forEach(Runnable::run);
    endings.clear();
    tap.close();
    super.onDetach(event);
  }
}
