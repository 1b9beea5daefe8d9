package io.webgateway.console.desktop.nodes;

import io.webgateway.client.GrantTerms;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.GrantForm;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import org.kordamp.ikonli.material2.Material2AL;

/**
 * Lets an identity hold names and ports on the provider's pools, and says what its work may take.
 */
final class GrantCard {
  private static final double WIDTH_PIXELS = 560;

  private final Workspace workspace;
  private final GrantFields fields;
  private final Button give;
  private final Card card;

  private GrantCard(Workspace workspace, Optional<GrantRow> before) {
    this.workspace = workspace;
    fields = new GrantFields(before.map(GrantForm::of).orElseGet(GrantForm::empty));
    give = Parts.primary(before.isPresent() ? "_Change" : "_Grant", Material2AL.CHECK, this::give);
    give.setId("grant-go");
    String title = before.isPresent() ? "Change a grant" : "Give a grant";
    card = new Card(title, WIDTH_PIXELS, fields.node(), workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, give);
    FormField first = before.isPresent() ? FormField.GRANT_NAMES : FormField.GRANT_IDENTITY;
    workspace.overlay().open(title, card.node(), fields.text(first), () -> {});
  }

  static void open(Workspace workspace, Optional<GrantRow> before) {
    GrantCard _ = new GrantCard(workspace, before);
  }

  private void give() {
    switch (fields.read().read(workspace.now())) {
      case GrantForm.Ready(GrantTerms terms) -> {
        List<FieldFault> _ = fields.mark(List.of());
        send(terms);
      }
      case GrantForm.Faulty(List<FieldFault> faults) -> {
        List<FieldFault> _ = fields.mark(faults);
        card.notice().show(Tone.BAD, "Not everything is right yet", "");
        fields.reveal(faults.getFirst(), card);
      }
    }
  }

  private void send(GrantTerms terms) {
    give.setDisable(true);
    workspace.change(
        agent -> agent.grant(terms),
        "Granted "
            + Amounts.count(terms.names(), "name", "names")
            + " to "
            + terms.to().shortForm()
            + "…",
        workspace.overlay()::close,
        this::refused);
  }

  private void refused(ProblemText problem) {
    give.setDisable(false);
    List<FieldFault> whole = fields.mark(WorkloadForm.faults(problem.faults()));
    boolean isAtFields = whole.isEmpty() && !problem.faults().isEmpty();
    card.notice()
        .show(
            Tone.BAD,
            problem.title(),
            isAtFields ? "See the fields that are marked." : String.join("\n", problem.lines()));
  }
}
