package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Div;

/** The product's sign: an arch with a road through it. Drawn by the style sheet. */
public final class Mark extends Div {

  /** One sign. */
  public Mark() {
    addClassName("mark-sign");
    getElement().setAttribute("aria-hidden", "true");
  }
}
