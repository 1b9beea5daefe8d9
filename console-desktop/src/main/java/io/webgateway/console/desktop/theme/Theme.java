package io.webgateway.console.desktop.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Dresses the window. On JavaFX's thread. */
public final class Theme {
  // The first one that the system has; JavaFX's stylesheets take no list.
  private static final List<String> FAMILIES =
      List.of("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Segoe UI", "SF Pro Text");

  private final Scene scene;
  private Appearance appearance = Appearance.SYSTEM;

  private Theme(Scene scene) {
    this.scene = scene;
  }

  /** Dresses a window from now on, and follows the system where that is wanted. */
  public static Theme dress(Scene scene, Appearance appearance) {
    Theme theme = new Theme(scene);
    scene.getStylesheets().add(stylesheet());
    scene.getRoot().getStyleClass().add("console");
    family().ifPresent(name -> scene.getRoot().setStyle("-fx-font-family: \"" + name + "\";"));
    Platform.getPreferences().colorSchemeProperty().addListener(_ -> theme.refresh());
    theme.wear(appearance);
    return theme;
  }

  /** Changes it. */
  public void wear(Appearance wanted) {
    appearance = wanted;
    refresh();
  }

  /** What is wanted. */
  public Appearance appearance() {
    return appearance;
  }

  private void refresh() {
    boolean dark = isDark(appearance);
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene.getRoot().getStyleClass().removeAll("dark", "light");
    scene.getRoot().getStyleClass().add(dark ? "dark" : "light");
  }

  private static boolean isDark(Appearance wanted) {
    return switch (wanted) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  private static Optional<String> family() {
    Set<String> there = new HashSet<>(Font.getFamilies());
    return FAMILIES.stream().filter(there::contains).findFirst();
  }

  private static String stylesheet() {
    URL url = Theme.class.getResource("console.css");
    return Objects.requireNonNull(url, "console.css is missing").toExternalForm();
  }
}
