package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Span;
import io.webgateway.client.screen.Tone;

/** A state in a word, with a mark and a colour that mean the same. */
public final class Chip extends Span {

  /** Shows a word in a tone. */
  public Chip(Tone tone, String word) {
    addClassName("chip");
    show(tone, word);
  }

  /** Shows another word. */
  public void show(Tone tone, String word) {
    removeAll();
    for (Tone other : Tone.values()) {
      removeClassName(other.word());
    }
    addClassName(tone.word());
    Span mark = new Span(tone.mark());
    mark.addClassName("mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    add(mark, new Span(word));
  }
}
