package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where a list would be: why there is none, and what to do about it. */
public final class EmptyState extends Div {

  /** Says why, and offers what to do. */
  public EmptyState(String title, String text, Component... actions) {
    addClassName("empty");
    add(new H2(title), new Paragraph(text));
    add(actions);
  }

  /** While the first answer is awaited. */
  public static EmptyState loading() {
    EmptyState state = new EmptyState("Reading…", "The agent is being asked.");
    state.getElement().setAttribute("aria-busy", "true");
    return state;
  }
}
