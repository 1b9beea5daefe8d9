package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;

/** A number over the last minute as a small curve. */
public final class Sparkline extends Div {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 56;

  /** An empty curve. */
  public Sparkline() {
    addClassName("spark");
    getElement().setAttribute("role", "img");
  }

  /**
   * Draws.
   *
   * @param values the oldest first
   * @param label what a screen reader says
   */
  public void show(List<Long> values, String label) {
    getElement().setAttribute("aria-label", label);
    // Made of numbers alone; Vaadin's elements cannot be SVG.
    getElement().setProperty("innerHTML", svg(values));
  }

  private static String svg(List<Long> values) {
    long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double x = WIDTH * (double) i / Math.max(1, values.size() - 1);
      double y = HEIGHT - 3 - (HEIGHT - 8) * (double) values.get(i) / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return ("<svg viewBox='0 0 %1$d %2$d' preserveAspectRatio='none' aria-hidden='true'>"
            + "<polygon points='0,%2$d %3$s %1$d,%2$d'/><polyline points='%3$s'/></svg>")
        .formatted(WIDTH, HEIGHT, points.toString().strip());
  }
}
