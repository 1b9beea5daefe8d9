package io.webgateway.console.desktop.shell;

import io.webgateway.console.desktop.settings.Settings.WindowPlace;
import io.webgateway.console.desktop.settings.SettingsFile;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts the window where it was, and remembers where it is when it closes. */
public final class StageMemory {
  /** How wide a window is that nobody has seen before. */
  public static final double WIDTH_PIXELS = 1280;

  /** How high. */
  public static final double HEIGHT_PIXELS = 820;

  private static final double MIN_WIDTH_PIXELS = 960;
  private static final double MIN_HEIGHT_PIXELS = 600;
  // So much of it has to be on some screen, or nobody could take hold of it.
  private static final double VISIBLE_PIXELS = 120;

  private StageMemory() {}

  /** Takes care of a window that is not shown yet. */
  public static void remember(Stage stage, SettingsFile settings) {
    stage.setMinWidth(MIN_WIDTH_PIXELS);
    stage.setMinHeight(MIN_HEIGHT_PIXELS);
    settings
        .get()
        .window()
        .filter(StageMemory::isVisible)
        .ifPresentOrElse(place -> put(stage, place), () -> fit(stage));
    stage.setOnHidden(_ -> settings.change(known -> known.with(place(stage))));
  }

  /** A first window is no larger than what the desktop leaves free. */
  private static void fit(Stage stage) {
    Rectangle2D free = Screen.getPrimary().getVisualBounds();
    stage.setWidth(Math.min(WIDTH_PIXELS, free.getWidth()));
    stage.setHeight(Math.min(HEIGHT_PIXELS, free.getHeight()));
  }

  private static void put(Stage stage, WindowPlace place) {
    stage.setX(place.x());
    stage.setY(place.y());
    stage.setWidth(place.width());
    stage.setHeight(place.height());
    stage.setMaximized(place.maximised());
  }

  private static WindowPlace place(Stage stage) {
    return new WindowPlace(
        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
  }

  private static boolean isVisible(WindowPlace place) {
    Rectangle2D handle =
        new Rectangle2D(
            place.x() + place.width() / 2 - VISIBLE_PIXELS / 2,
            place.y(),
            VISIBLE_PIXELS,
            VISIBLE_PIXELS);
    return place.width() >= MIN_WIDTH_PIXELS
        && place.height() >= MIN_HEIGHT_PIXELS
        && Screen.getScreens().stream()
            .anyMatch(screen -> screen.getVisualBounds().intersects(handle));
  }
}
