package io.webgateway.console.desktop.reservations;

import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.NameCheck;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.identity.IdentityId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2AL;

/** Reserves a name; looks whether it is free while it is typed. */
final class ReserveCard {
  private static final double WIDTH_PIXELS = 480;
  private static final int REST_MILLIS = 250;

  private final Workspace workspace;
  private final Consumer<String> reserved;
  private final TextField name = new TextField();
  private final FieldBox nameBox;
  private final ComboBox<Terms> term = new ComboBox<>();
  private final ComboBox<String> sponsor = new ComboBox<>();
  private final PauseTransition rest = new PauseTransition(Duration.millis(REST_MILLIS));
  private final Button reserve;
  private final Card card;

  private ReserveCard(Workspace workspace, String initial, Consumer<String> reserved) {
    this.workspace = workspace;
    this.reserved = reserved;
    name.setId("reserve-name");
    nameBox =
        new FieldBox(
            "_Name",
            name,
            "1 to 63 lower-case letters, digits and inner hyphens. A host becomes"
                + " name.pool-domain.");
    term.setId("reserve-term");
    term.getItems().setAll(Terms.OFFERED);
    term.setValue(Terms.USUAL);
    FieldBox termBox = new FieldBox("_Term", term, "Counted from now; you can renew it.");
    FieldBox sponsorBox =
        new FieldBox("_Counts against the grant of", sponsor, "The provider who let you reserve.");
    reserve = Parts.primary("_Reserve", Material2AL.BOOKMARK, this::reserve);
    reserve.setId("reserve-go");
    reserve.setDefaultButton(true);
    reserve.setDisable(true);
    card =
        new Card(
            "Reserve a name",
            WIDTH_PIXELS,
            new VBox(nameBox.node(), termBox.node(), sponsorBox.node()),
            workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, reserve);
    List<String> sponsors = sponsors();
    sponsor.getItems().setAll(sponsors);
    if (!sponsors.isEmpty()) {
      sponsor.setValue(sponsors.getFirst());
    }
    Parts.show(sponsors.size() > 1, List.of(sponsorBox.node()));
    warnWithoutGrant(sponsors);
    name.textProperty().addListener((_, _, _) -> typed());
    rest.setOnFinished(_ -> look());
    name.setText(initial);
  }

  /** Opens the card; {@code reserved} gets the name that was reserved. */
  static void open(Workspace workspace, String initial, Consumer<String> reserved) {
    ReserveCard opened = new ReserveCard(workspace, initial, reserved);
    workspace.overlay().open("Reserve a name", opened.card.node(), opened.name, opened.rest::stop);
  }

  private List<String> sponsors() {
    return workspace.view().picture().map(Picture::grants).stream()
        .flatMap(grants -> grants.items().stream())
        .filter(grant -> grant.isInForce(workspace.now()) && isMine(grant) && grant.maxNames() > 0)
        .map(GrantRow::provider)
        .distinct()
        .toList();
  }

  private boolean isMine(GrantRow grant) {
    return workspace.view().session().map(me -> me.isMe(grant.identity())).orElse(false);
  }

  private void warnWithoutGrant(List<String> sponsors) {
    boolean isKnown = workspace.view().picture().isPresent();
    if (sponsors.isEmpty() && isKnown) {
      String me =
          workspace.view().session().map(SessionInfo::identity).map(IdentityId::value).orElse("");
      card.notice()
          .show(
              Tone.ATTENTION,
              "No provider has granted you names yet",
              "Send a provider your identity id and ask for a grant: " + me);
    }
  }

  private void typed() {
    NameCheck form = NameCheck.form(name.getText());
    show(form);
    rest.stop();
    if (form instanceof NameCheck.Wellformed) {
      rest.playFromStart();
    }
  }

  private void look() {
    String asked = NameCheck.clean(name.getText());
    Optional<IdentityId> me = workspace.view().session().map(SessionInfo::identity);
    if (me.isEmpty()) {
      return;
    }
    workspace.ask(
        agent -> NameCheck.of(agent.reservation(asked), me.get()),
        check -> showIfStill(asked, check),
        problem -> showIfStill(asked, new NameCheck.NotAsked(problem.title())));
  }

  private void showIfStill(String asked, NameCheck check) {
    if (asked.equals(NameCheck.clean(name.getText()))) {
      show(check);
    }
  }

  private void show(NameCheck check) {
    String words = check.sentence(workspace.now());
    switch (check.tone()) {
      case GOOD -> nameBox.good(NameCheck.clean(name.getText()) + " is " + words);
      case BAD -> nameBox.wrong(words);
      case ATTENTION -> nameBox.say(words);
      case NEUTRAL -> {
        if (words.isEmpty()) {
          nameBox.hint();
        } else {
          nameBox.say(words);
        }
      }
    }
    reserve.setDisable(!(check.isGood() || check instanceof NameCheck.NotAsked));
  }

  private void reserve() {
    if (reserve.isDisabled()) {
      return;
    }
    reserve.setDisable(true);
    card.notice().hide();
    String wanted = NameCheck.clean(name.getText());
    Terms chosen = term.getValue();
    Optional<IdentityId> counted = Optional.ofNullable(sponsor.getValue()).map(IdentityId::new);
    workspace.change(
        agent -> agent.reserve(wanted, counted, chosen.term()),
        "Reserved " + wanted + " for " + chosen.words(),
        () -> {
          workspace.overlay().close();
          reserved.accept(wanted);
        },
        this::failed);
  }

  private void failed(ProblemText problem) {
    reserve.setDisable(false);
    card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
  }
}
