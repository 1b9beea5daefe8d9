package io.webgateway.console.desktop.fx;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/**
 * An input with its label above and one line below: a hint, or what is wrong with what was entered.
 * Screen readers get both with the input.
 */
public final class FieldBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");

  private final Control control;
  private final Label above;
  private final String hint;
  private final Label below;
  private final VBox box;
  private boolean wrong;

  /**
   * A field.
   *
   * @param label with an underscore before its mnemonic
   * @param hint what would be right; empty for none
   */
  public FieldBox(String label, Control control, String hint) {
    this.control = control;
    this.hint = hint;
    this.above = new Label(label);
    above.setMnemonicParsing(true);
    above.setLabelFor(control);
    above.getStyleClass().add("field-label");
    this.below = Parts.prose(hint, "field-hint");
    control.setMaxWidth(Double.MAX_VALUE);
    this.box = new VBox(above, control, below);
    box.getStyleClass().add("field");
    hint();
  }

  /** The whole field. */
  public Region node() {
    return box;
  }

  /** Calls it something else. */
  public void name(String label) {
    above.setText(label);
  }

  /** What is below the input now. */
  public String below() {
    return below.getText();
  }

  /** Whether the input is marked as wrong. */
  public boolean isWrong() {
    return wrong;
  }

  /** Says what is wrong. */
  public void wrong(String fault) {
    show(fault, true);
    below.setGraphic(Parts.icon(Material2AL.ERROR));
  }

  /** Says something that is fine. */
  public void good(String text) {
    show(text, false);
    below.setGraphic(Parts.icon(Material2AL.CHECK));
    below.getStyleClass().add("good");
  }

  /** Says something while it is being found out. */
  public void say(String text) {
    show(text, false);
  }

  /** Shows the hint again. */
  public void hint() {
    show(hint, false);
  }

  private void show(String text, boolean isWrong) {
    wrong = isWrong;
    below.setGraphic(null);
    below.getStyleClass().removeAll("bad", "good");
    below.setText(text);
    Parts.show(!text.isEmpty(), List.of(below));
    if (isWrong) {
      below.getStyleClass().add("bad");
    }
    control.pseudoClassStateChanged(WRONG, isWrong);
    control.setAccessibleHelp(text);
  }
}
