package io.webgateway.console.desktop.fx;

import io.webgateway.client.screen.Tone;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;

/** Asks before something is done that cannot simply be undone, and says what comes of it. */
public final class Confirm {
  private static final double WIDTH_PIXELS = 480;

  private final Overlay overlay;
  private final Card card;
  private final Button yes;

  private Confirm(
      Overlay overlay, String title, String question, List<String> consequences, Button yes) {
    this.overlay = overlay;
    this.yes = yes;
    VBox body = new VBox(Parts.prose(question));
    for (String consequence : consequences) {
      Label line = Parts.prose(consequence, "consequence");
      line.setGraphic(Parts.icon(Material2AL.ARROW_RIGHT));
      body.getChildren().add(line);
    }
    this.card = new Card(title, WIDTH_PIXELS, body, overlay::close);
  }

  /**
   * Asks.
   *
   * @param doIt is called once with this card, which then shows failures or closes
   */
  public static void ask(Overlay overlay, Question question, Ikon icon, Consumer<Confirm> doIt) {
    Button yes = Parts.danger(question.yes(), icon, () -> {});
    Confirm confirm =
        new Confirm(overlay, question.title(), question.text(), question.consequences(), yes);
    Button no = new Button("_Cancel");
    no.setOnAction(_ -> overlay.close());
    yes.setOnAction(
        _ -> {
          yes.setDisable(true);
          confirm.card.notice().hide();
          doIt.accept(confirm);
        });
    confirm.card.buttons(no, yes);
    overlay.open(question.title(), confirm.card.node(), no, () -> {});
  }

  /**
   * A question.
   *
   * @param title what it is about
   * @param text the question
   * @param consequences what comes of a yes
   * @param yes the word on the button that does it
   */
  public record Question(String title, String text, List<String> consequences, String yes) {
    /** Copies the list. */
    public Question {
      consequences = List.copyOf(consequences);
    }
  }

  /** It is done. */
  public void close() {
    overlay.close();
  }

  /** It could not be done; the question stays. */
  public void failed(String title, String text) {
    yes.setDisable(false);
    card.notice().show(Tone.BAD, title, text);
  }
}
