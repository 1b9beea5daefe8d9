package io.webgateway.console.desktop.traffic;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.traffic.TrafficFeed;
import io.webgateway.client.traffic.TrafficMeter;
import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.client.traffic.TrafficView;
import io.webgateway.console.desktop.connection.ConsoleAgent.TrafficTap;
import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Facts;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.fx.Ticker;
import io.webgateway.console.desktop.settings.SettingsFile;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.States;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.filter.TrafficFilter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Traffic as it happens. Watches while it is in front, and for a while longer: a watch costs the
 * agent something, and is audited.
 */
public final class TrafficArea implements Area {
  /** How many rows are kept; as many may wait behind a pause. */
  private static final int ROWS = 5_000;

  // Ten times a second is as often as an eye reads, and a third of the cost of every frame.
  private static final int DRAW_MILLIS = 100;
  private static final double SHARE_OF_LIST = 0.7;
  private static final Set<String> COPIED =
      Set.of("Host", "Path", "Visitor", "Backend", "Exchange", "Owner");

  private final Workspace workspace;
  private final SettingsFile settings;
  private final AreaFrame frame;
  private final TableView<TrafficRow> table;
  private final SplitPane split = new SplitPane();
  private final ScrollPane detail = new ScrollPane();
  private final VBox beside = new VBox(detail);
  private final FilterField filter;
  private final Button pause;
  private final Button clear;
  private final Label counts = Parts.text("", "muted", "small");
  private Optional<Ticker> drawing = Optional.empty();
  private Optional<TrafficTap> tap = Optional.empty();
  private Optional<SessionInfo> session = Optional.empty();
  private TrafficFeed feed;
  private String filterText = "";
  private TrafficView.Snapshot last = new TrafficView(1).snapshot();
  private long drawn = -1;

  /** An area on a workspace. */
  public TrafficArea(Workspace workspace, SettingsFile settings, ZoneId zone) {
    this.workspace = workspace;
    this.settings = settings;
    this.feed = new TrafficFeed(ROWS, workspace::now);
    this.table = TrafficTable.make(new Region(), zone, settings.get().trafficColumns());
    this.filter = new FilterField(this::watchBy, table::requestFocus);
    pause = Parts.button("_Pause", Material2MZ.PAUSE, this::togglePause);
    pause.setId("traffic-pause");
    clear = Parts.button("C_lear", Material2AL.CLEAR_ALL, this::clear);
    clear.setId("traffic-clear");
    counts.setId("traffic-counts");
    frame = new AreaFrame(name().title(), counts, pause, clear);
    detail.setFitToWidth(true);
    detail.getStyleClass().add("detail-scroll");
    beside.getStyleClass().add("detail");
    VBox.setVgrow(detail, Priority.ALWAYS);
    split.getItems().setAll(List.of(table));
    frame.body(filter.node(), split);
    table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> details(row));
    frame.node().addEventFilter(KeyEvent.KEY_TYPED, this::slash);
    frame.node().addEventFilter(KeyEvent.KEY_PRESSED, this::space);
    for (TableColumn<TrafficRow, ?> column : table.getColumns()) {
      column.visibleProperty().addListener((_, _, _) -> rememberColumns());
    }
    placeholder();
  }

  private void rememberColumns() {
    List<String> hidden =
        table.getColumns().stream()
            .filter(column -> !column.isVisible())
            .map(TableColumn::getText)
            .toList();
    settings.change(known -> known.withTrafficColumns(hidden));
  }

  @Override
  public AreaName name() {
    return AreaName.TRAFFIC;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View view) {
    if (!view.session().equals(session)) {
      session = view.session();
      stop();
      feed = new TrafficFeed(ROWS, workspace::now);
      drawn = -1;
      table.getItems().clear();
      if (drawing.isPresent()) {
        watch();
      }
      draw();
    }
    placeholder();
  }

  @Override
  public void entered() {
    if (drawing.isEmpty()) {
      drawing = Optional.of(Ticker.every(DRAW_MILLIS, this::draw));
    }
    watch();
    draw();
  }

  @Override
  public void left() {
    drawing.ifPresent(Ticker::stop);
    drawing = Optional.empty();
    stop();
  }

  private void watch() {
    if (tap.isEmpty() && session.isPresent()) {
      TrafficFeed fed = feed;
      String by = filterText;
      workspace.ask(
          agent -> agent.watchTraffic(by, fed),
          this::watching,
          problem -> frame.notice().show(Tone.BAD, problem.title(), ""));
    }
  }

  private void watching(TrafficTap opened) {
    if (drawing.isEmpty() || tap.isPresent()) {
      close(opened);
    } else {
      tap = Optional.of(opened);
      opened.filter(filterText);
    }
  }

  private void stop() {
    tap.ifPresent(this::close);
    tap = Optional.empty();
  }

  // Closing asks the agent, which may be away.
  private void close(TrafficTap closed) {
    workspace.work(
        () -> {
          closed.close();
          return closed;
        },
        _ -> {},
        _ -> {});
  }

  private void watchBy(TrafficFilter wanted) {
    filterText = wanted.text();
    feed.view().clear();
    drawn = -1;
    if (feed.isRefused()) {
      stop();
      feed = new TrafficFeed(ROWS, workspace::now);
      watch();
    } else {
      tap.ifPresent(open -> open.filter(filterText));
    }
    draw();
  }

  private void togglePause() {
    TrafficView view = feed.view();
    if (last.paused()) {
      view.resume();
    } else {
      view.pause();
    }
    draw();
  }

  private void clear() {
    feed.view().clear();
    draw();
  }

  private void draw() {
    if (feed.view().version() == drawn) {
      say(last);
      return;
    }
    TrafficView.Snapshot now = feed.view().snapshot();
    last = now;
    drawn = now.version();
    say(now);
    if (now.paused()) {
      pause.setText(now.waiting() == 0 ? "_Go on" : "_Go on (" + now.waiting() + " waiting)");
      pause.setGraphic(Parts.icon(Material2MZ.PLAY_ARROW));
    } else {
      pause.setText("_Pause");
      pause.setGraphic(Parts.icon(Material2MZ.PAUSE));
    }
    RowsInStep.bring(table.getItems(), now.rows());
  }

  private void say(TrafficView.Snapshot now) {
    TrafficMeter.Reading rate = feed.reading();
    counts.setText(
        Amounts.perSecond(rate.eventsPerSecond())
            + "  ·  "
            + Amounts.count(now.seen(), "event", "events")
            + (now.pushedOut() > 0 ? "  ·  " + now.pushedOut() + " older ones dropped here" : "")
            + (now.missed() > 0 ? "  ·  " + now.missed() + " missed on the way" : ""));
    if (session.isEmpty()) {
      frame.notice().hide();
      return;
    }
    switch (feed.state()) {
      case TrafficFeed.State.Opening _, TrafficFeed.State.Open _ -> frame.notice().hide();
      case TrafficFeed.State.Broken(String reason) ->
          frame.notice().show(Tone.ATTENTION, "The stream broke, and is opened again", reason);
      case TrafficFeed.State.Refused(ProblemText problem) ->
          frame.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
    }
  }

  private void placeholder() {
    Node waiting =
        StatePane.of(
            Material2MZ.SWAP_HORIZ,
            "No traffic yet",
            "Requests and connections appear here as they end. Whoever looks is written down on"
                + " the node.");
    table.setPlaceholder(States.placeholder(workspace, workspace.view(), waiting));
    boolean isConnected = session.isPresent();
    pause.setDisable(!isConnected);
    clear.setDisable(!isConnected);
  }

  private void details(@Nullable TrafficRow row) {
    if (row == null) {
      split.getItems().setAll(List.of(table));
      return;
    }
    Facts facts = new Facts();
    for (TrafficRow.Fact fact : row.facts()) {
      if (COPIED.contains(fact.name())) {
        facts.addCopied(fact.name(), fact.value());
      } else {
        facts.add(fact.name(), fact.value());
      }
    }
    VBox body =
        new VBox(
            Parts.heading((row.method() + " " + row.host() + row.path()).strip(), "detail-title"),
            Parts.row(
                Parts.chip(row.tone(), row.status().isEmpty() ? row.outcome() : row.status()),
                Parts.text(row.protocol() + " in " + row.duration(), "muted")));
    if (!row.event().workload().isEmpty()) {
      body.getChildren()
          .add(
              Parts.link(
                  "Workload " + row.event().workload(),
                  () -> workspace.open(AreaName.WORKLOADS, row.event().workload())));
    }
    body.getChildren().add(facts.node());
    body.getStyleClass().add("detail-body");
    detail.setContent(body);
    if (!split.getItems().contains(beside)) {
      split.getItems().setAll(List.of(table, beside));
      split.setDividerPositions(SHARE_OF_LIST);
    }
  }

  // What was typed, not which key: on many keyboards the slash is a second meaning of another key.
  private void slash(KeyEvent event) {
    if (event.getCharacter().equals("/") && !isWriting(event)) {
      event.consume();
      filter.focus();
    }
  }

  private void space(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE && !isWriting(event) && !pause.isDisabled()) {
      event.consume();
      togglePause();
    }
  }

  private static boolean isWriting(KeyEvent event) {
    return event.getTarget() instanceof TextInputControl;
  }

  @Override
  public void find() {
    filter.focus();
  }

  /** Shows the traffic by a filter. */
  @Override
  public void select(String key) {
    filter.set(key);
  }
}
