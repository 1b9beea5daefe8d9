package io.webgateway.console.desktop.shell;

import io.webgateway.client.screen.Attention;
import io.webgateway.console.desktop.connection.Login;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.Overlay;
import io.webgateway.console.desktop.fx.Ticker;
import io.webgateway.console.desktop.fx.Toasts;
import io.webgateway.console.desktop.identities.IdentitiesArea;
import io.webgateway.console.desktop.identities.IdentityStore;
import io.webgateway.console.desktop.settings.SettingsFile;
import io.webgateway.console.desktop.theme.Appearance;
import io.webgateway.console.desktop.theme.Theme;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The console's window, put together. On JavaFX's thread. */
public final class ConsoleWindow implements AutoCloseable {
  private static final int SECOND_MILLIS = 1_000;

  private final InstantSource clock;
  private final SettingsFile settings;
  private final Map<AreaName, Area> areas = new EnumMap<>(AreaName.class);
  private final StackPane front = new StackPane();
  private final Rail rail;
  private final Banner banner;
  private final StatusBar status = new StatusBar();
  private final Overlay overlay;
  private final Desk desk;
  private final IdentitiesArea identities;
  private final Scene scene;
  private final Theme theme;
  private final Ticker ticker;
  private AreaName current = AreaName.IDENTITIES;

  /**
   * What the window needs from outside.
   *
   * @param clock the time
   * @param zone where the person is, for times of the day
   * @param settings what is remembered
   * @param store profiles and identities
   * @param login how agents are reached
   * @param appearance light or dark
   */
  public record Parts(
      InstantSource clock,
      ZoneId zone,
      SettingsFile settings,
      IdentityStore store,
      Login login,
      Appearance appearance) {}

  /** Puts it together; nothing is connected yet. */
  public ConsoleWindow(Parts parts, double widthPixels, double heightPixels) {
    this.clock = parts.clock();
    this.settings = parts.settings();
    BorderPane content = new BorderPane();
    this.overlay = new Overlay(content);
    Toasts toasts = new Toasts();
    this.desk =
        new Desk(
            clock,
            parts.login(),
            new Desk.Front(overlay, toasts),
            this::shown,
            (area, key) -> open(area, key));
    this.rail = new Rail(area -> open(area, ""), this::toggleAppearance);
    this.banner = new Banner(desk::refresh);
    this.identities = new IdentitiesArea(desk, parts.store(), desk);
    for (Area area : AllAreas.of(desk, settings, identities, parts.zone())) {
      areas.put(area.name(), area);
    }
    content.setLeft(rail.node());
    VBox middle = new VBox(banner.node(), front);
    VBox.setVgrow(front, Priority.ALWAYS);
    content.setCenter(middle);
    content.setBottom(status.node());
    StackPane root = new StackPane(overlay.node(), toasts.node());
    this.scene = new Scene(root, widthPixels, heightPixels);
    this.theme = Theme.dress(scene, parts.appearance());
    keys();
    open(AreaName.IDENTITIES, "");
    shown(View.NOTHING);
    this.ticker = Ticker.every(SECOND_MILLIS, this::tick);
  }

  /** What goes on a stage. */
  public Scene scene() {
    return scene;
  }

  /** Connects a profile, as its button does. */
  public void connect(String profile) {
    identities.connect(profile);
  }

  /** An area, for tests. */
  public Optional<Area> area(AreaName name) {
    return Optional.ofNullable(areas.get(name));
  }

  /** Brings an area to the front. */
  public void open(AreaName name, String key) {
    Area area = areas.get(name);
    if (area == null) {
      return;
    }
    if (current != name) {
      inFront().ifPresent(Area::left);
    }
    current = name;
    rail.choose(name);
    front.getChildren().setAll(area.node());
    area.entered();
    area.tick(clock.instant());
    if (!key.isEmpty()) {
      area.select(key);
    }
  }

  private void shown(View view) {
    rail.who(view.session());
    areas.values().forEach(area -> area.show(view));
    tick();
  }

  private void tick() {
    Instant now = clock.instant();
    View view = desk.view();
    status.show(view, now);
    banner.show(view, now);
    count(view, now);
    Area area = areas.get(current);
    if (area != null) {
      area.tick(now);
    }
  }

  private void count(View view, Instant now) {
    List<Attention> all = view.picture().map(known -> attention(known, now)).orElse(List.of());
    for (AreaName name : AreaName.values()) {
      String word = name.name().toLowerCase(Locale.ROOT);
      rail.count(name, (int) all.stream().filter(item -> item.area().equals(word)).count());
    }
  }

  private static List<Attention> attention(Picture known, Instant now) {
    return Attention.of(
        known.reservations().items(),
        known.workloads().items(),
        known.certificates().items(),
        known.nodes().items(),
        now);
  }

  private void toggleAppearance() {
    boolean isDark = scene.getRoot().getStyleClass().contains("dark");
    Appearance next = isDark ? Appearance.LIGHT : Appearance.DARK;
    theme.wear(next);
    settings.change(known -> known.with(next));
  }

  private void keys() {
    for (AreaName name : AreaName.values()) {
      KeyCode digit = KeyCode.getKeyCode(name.digit());
      key(digit, () -> open(name, ""), KeyCombination.SHORTCUT_DOWN);
    }
    key(KeyCode.R, desk::refresh, KeyCombination.SHORTCUT_DOWN);
    key(KeyCode.F5, desk::refresh);
    key(KeyCode.F, () -> inFront().ifPresent(Area::find), KeyCombination.SHORTCUT_DOWN);
    key(KeyCode.N, () -> inFront().ifPresent(Area::create), KeyCombination.SHORTCUT_DOWN);
    key(KeyCode.D, this::toggleAppearance, KeyCombination.SHORTCUT_DOWN);
    key(KeyCode.L, this::lock, KeyCombination.SHORTCUT_DOWN);
    key(KeyCode.F1, () -> KeysCard.open(overlay));
    key(KeyCode.Q, Platform::exit, KeyCombination.SHORTCUT_DOWN);
  }

  private void key(KeyCode code, Runnable action, KeyCombination.Modifier... modifiers) {
    scene
        .getAccelerators()
        .put(
            new KeyCodeCombination(code, modifiers),
            () -> {
              if (!overlay.isOpen()) {
                action.run();
              }
            });
  }

  private void lock() {
    desk.disconnect();
    open(AreaName.IDENTITIES, "");
  }

  private Optional<Area> inFront() {
    return Optional.ofNullable(areas.get(current));
  }

  /** Ends the connection and all that ticks. */
  @Override
  public void close() {
    ticker.stop();
    inFront().ifPresent(Area::left);
    desk.disconnect();
  }
}
