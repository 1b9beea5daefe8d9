package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Facts in two columns: what, and how it is. */
public final class Facts extends DescriptionList {

  /** No facts yet. */
  public Facts() {
    addClassName("facts");
  }

  /** One more; an empty text is left out. */
  public Facts with(String what, String text) {
    return text.isEmpty() ? this : with(what, new Span(text));
  }

  /** One more. */
  public Facts with(String what, Component value) {
    add(new Term(what), new Description(value));
    return this;
  }
}
