package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Asks before something that cannot simply be undone. */
public final class Confirm {
  private Confirm() {}

  /**
   * Asks.
   *
   * @param title the question
   * @param verb what the button says: what happens, never "OK"
   * @param action what to do then
   * @param lines what will happen, one sentence each
   */
  public static ConfirmDialog ask(String title, String verb, Runnable action, String... lines) {
    Div text = new Div();
    for (String line : lines) {
      text.add(new Paragraph(line));
    }
    return ask(title, verb, action, text);
  }

  /** Asks, with more than text. */
  public static ConfirmDialog ask(String title, String verb, Runnable action, Component text) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(title);
    dialog.setText(text);
    dialog.setCancelable(true);
    dialog.setCancelText("Keep it");
    dialog.setConfirmText(verb);
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(_ -> action.run());
    dialog.open();
    return dialog;
  }
}
