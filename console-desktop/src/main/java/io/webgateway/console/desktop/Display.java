package io.webgateway.console.desktop;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Whether there is anything to draw on, found out before JavaFX fails to. */
final class Display {
  private Display() {}

  /** Why there is nothing; empty when there may be something. */
  static Optional<String> whatIsMissing(Map<String, String> environment, Properties system) {
    boolean isLinux = system.getProperty("os.name", "").startsWith("Linux");
    boolean isHeadless = "Headless".equals(system.getProperty("glass.platform", ""));
    boolean hasDisplay = !environment.getOrDefault("DISPLAY", "").isEmpty();
    if (!isLinux || isHeadless || hasDisplay) {
      return Optional.empty();
    }
    return Optional.of(
        environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
            ? "there is no display (DISPLAY is not set)"
            : "this Wayland session offers no X display (DISPLAY is not set; XWayland is needed)");
  }
}
