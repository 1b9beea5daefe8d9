package io.webgateway.console.web.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import java.util.List;

/**
 * Says what did not work, why, and what would help, or what would come of something. Hidden while
 * there is nothing to say.
 */
public final class ProblemBox extends Div {

  /** An empty one. */
  public ProblemBox() {
    addClassName("problem");
    clear();
  }

  /** Says nothing. */
  public void clear() {
    removeAll();
    setVisible(false);
  }

  /** Says what is wrong. */
  public void show(ProblemText problem) {
    clear();
    headline(Tone.BAD, problem.title());
    problem.lines().forEach(line -> add(new Paragraph(line)));
    setVisible(true);
  }

  /** Says something of our own. */
  public void show(String text) {
    clear();
    headline(Tone.BAD, text);
    setVisible(true);
  }

  /** Says what would come of something. */
  public void tell(Tone tone, String title, List<String> lines) {
    clear();
    headline(tone, title);
    lines.forEach(line -> add(new Paragraph(line)));
    setVisible(true);
  }

  private void headline(Tone tone, String text) {
    for (Tone other : Tone.values()) {
      removeClassName(other.word());
    }
    addClassName(tone.word());
    // An alert interrupts whoever listens to a screen; good news does not.
    getElement().setAttribute("role", tone == Tone.BAD ? "alert" : "status");
    Span mark = Text.of(tone.mark(), "mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    Paragraph line = new Paragraph(mark, new Span(text));
    line.addClassName("headline");
    add(line);
  }
}
