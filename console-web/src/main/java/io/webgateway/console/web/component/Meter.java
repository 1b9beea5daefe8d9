package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Div;
import io.webgateway.client.screen.Tone;
import java.util.Locale;

/** How much of something is left: a thin bar. */
public final class Meter extends Div {

  /**
   * A bar.
   *
   * @param share 0 to 1
   * @param tone how that is meant
   * @param label what a screen reader says
   */
  public Meter(double share, Tone tone, String label) {
    addClassNames("meter", tone.word());
    getElement().setAttribute("role", "img").setAttribute("aria-label", label);
    setTitle(label);
    Div fill = new Div();
    fill.addClassName("fill");
    fill.getStyle()
        .set("inline-size", String.format(Locale.ROOT, "%.1f%%", Math.clamp(share, 0, 1) * 100));
    add(fill);
  }
}
