package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Span;

/** Text in the few manners that the screens use. */
public final class Text {
  private Text() {}

  /** A name, host, id: something that could be pasted. */
  public static Span code(String text) {
    return of(text, "code");
  }

  /** Something less important. */
  public static Span quiet(String text) {
    return of(text, "quiet");
  }

  /** Text with a class of the style sheet. */
  public static Span of(String text, String className) {
    Span span = new Span(text);
    span.addClassName(className);
    return span;
  }

  /** An identity's id, shortened; all of it when pointed at. */
  public static Span id(String id) {
    Span span = code(id.length() > 10 ? id.substring(0, 10) + "…" : id);
    span.setTitle(id);
    return span;
  }
}
