package io.webgateway.console.desktop.reservations;

import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** Extends a term. */
final class RenewCard {
  private static final double WIDTH_PIXELS = 400;

  private RenewCard() {}

  static void open(Workspace workspace, ReservationRow row) {
    ComboBox<Terms> term = new ComboBox<>();
    term.setId("renew-term");
    term.getItems().setAll(Terms.OFFERED);
    term.setValue(Terms.USUAL);
    FieldBox box =
        new FieldBox(
            "_New term", term, "Counted from now. At present: " + row.next(workspace.now()));
    Card card =
        new Card(
            "Renew " + row.namespace(),
            WIDTH_PIXELS,
            new VBox(box.node()),
            workspace.overlay()::close);
    Button renew = Parts.primary("_Renew", Material2AL.AUTORENEW, () -> {});
    renew.setId("renew-go");
    renew.setOnAction(
        _ -> {
          renew.setDisable(true);
          Terms chosen = term.getValue();
          workspace.change(
              agent -> agent.renew(row.namespace(), chosen.term()),
              "Renewed " + row.namespace() + " for " + chosen.words(),
              workspace.overlay()::close,
              problem -> {
                renew.setDisable(false);
                card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
              });
        });
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, renew);
    workspace.overlay().open("Renew " + row.namespace(), card.node(), term, () -> {});
  }
}
