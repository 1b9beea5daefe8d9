package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** A screen's title, what it is about, and what can be done. */
public final class ScreenHead extends Header {

  /** A head; the actions stand at its end. */
  public ScreenHead(String title, String text, Component... actions) {
    addClassName("head");
    Div words = new Div(new H1(title));
    if (!text.isEmpty()) {
      Paragraph about = new Paragraph(text);
      about.addClassName("quiet");
      words.add(about);
    }
    Div buttons = new Div(actions);
    buttons.addClassName("actions");
    add(words, buttons);
  }
}
