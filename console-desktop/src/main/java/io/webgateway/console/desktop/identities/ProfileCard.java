package io.webgateway.console.desktop.identities;

import io.webgateway.client.Profile;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** Adds an agent, or changes what is known of one. */
final class ProfileCard {
  private static final double WIDTH_PIXELS = 560;

  private final Workspace workspace;
  private final IdentityStore store;
  private final Optional<ProfileEntry> before;
  private final Runnable saved;
  private final TextField name = new TextField();
  private final TextField agent = new TextField();
  private final TextField node = new TextField();
  private final ComboBox<IdentityEntry> identity = new ComboBox<>();
  private final FieldBox nameBox;
  private final FieldBox agentBox;
  private final FieldBox nodeBox;
  private final FieldBox identityBox;
  private final Button test;
  private final Button save;
  private final Card card;
  private Optional<Profile> reached = Optional.empty();

  private ProfileCard(
      Workspace workspace, IdentityStore store, Optional<ProfileEntry> before, Runnable saved) {
    this.workspace = workspace;
    this.store = store;
    this.before = before;
    this.saved = saved;
    name.setId("profile-name");
    agent.setId("profile-agent");
    agent.setPromptText("https://gw.example:7443");
    node.setId("profile-node");
    node.getStyleClass().add("mono");
    identity.setId("profile-identity");
    identity.setPromptText("Choose who signs");
    nameBox = new FieldBox("_Name", name, "What you call this agent.");
    agentBox = new FieldBox("_Agent URL", agent, "Its management API.");
    nodeBox =
        new FieldBox(
            "N_ode id", node, "43 characters, from its provider. Whoever answers must prove it.");
    identityBox = new FieldBox("_Identity", identity, "Its keys sign what you do there.");
    test = Parts.button("_Test connection", Material2AL.COMPARE_ARROWS, this::test);
    test.setId("profile-test");
    save = Parts.primary("_Save", Material2AL.CHECK, this::save);
    save.setId("profile-save");
    card = new Card(title(), WIDTH_PIXELS, form(), workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(test, cancel, save);
    fill();
  }

  static void open(
      Workspace workspace, IdentityStore store, Optional<ProfileEntry> before, Runnable saved) {
    ProfileCard opened = new ProfileCard(workspace, store, before, saved);
    workspace
        .overlay()
        .open(
            opened.title(),
            opened.card.node(),
            before.isPresent() ? opened.agent : opened.name,
            () -> {});
  }

  private String title() {
    return before.isPresent() ? "Change profile" : "Add an agent";
  }

  private VBox form() {
    Button fresh =
        Parts.button(
            "Ne_w identity…",
            Material2AL.ADD,
            () -> IdentityCard.open(workspace, store, this::choose));
    fresh.setId("profile-new-identity");
    HBox who = new HBox(8, identityBox.node(), fresh);
    HBox.setHgrow(identityBox.node(), Priority.ALWAYS);
    HBox.setMargin(fresh, new Insets(21, 0, 0, 0));
    return new VBox(nameBox.node(), agentBox.node(), nodeBox.node(), who);
  }

  private void fill() {
    loadIdentities(before.flatMap(entry -> entry.use().identity()));
    before.ifPresent(
        entry -> {
          name.setText(entry.name());
          name.setEditable(false);
          name.setDisable(true);
          agent.setText(entry.profile().agent());
          entry.profile().node().ifPresent(id -> node.setText(id.value()));
        });
  }

  private void choose(String made) {
    loadIdentities(Optional.of(made));
  }

  private void loadIdentities(Optional<String> chosen) {
    List<IdentityEntry> all = store.identities();
    identity.getItems().setAll(all);
    all.stream()
        .filter(entry -> chosen.map(entry.name()::equals).orElse(all.size() == 1))
        .findFirst()
        .ifPresent(identity::setValue);
    identityBox.hint();
  }

  private ProfileForm read() {
    return new ProfileForm(name.getText(), agent.getText(), node.getText());
  }

  private ProfileForm checked() {
    ProfileForm form = read();
    say(nameBox, form.faultOfName());
    say(agentBox, form.faultOfAgent());
    say(nodeBox, form.faultOfNode());
    return form;
  }

  private static void say(FieldBox box, String fault) {
    if (fault.isEmpty()) {
      box.hint();
    } else {
      box.wrong(fault);
    }
  }

  private void test() {
    ProfileForm form = read();
    say(agentBox, form.faultOfAgent());
    say(nodeBox, form.faultOfNode());
    if (!form.canContact()) {
      return;
    }
    test.setDisable(true);
    card.notice().show(Tone.NEUTRAL, "Making contact…", "");
    workspace.work(() -> store.contact(form.url(), form.nodeId()), this::reached, this::unreached);
  }

  private void reached(Profile profile) {
    reached = Optional.of(profile);
    test.setDisable(false);
    card.notice()
        .show(
            Tone.GOOD,
            "The agent answers and is that node",
            "Its TLS key is signed by the node's own. Ledger "
                + profile.ledger().map(ProfileCard::shortened).orElse("not known"));
  }

  private void unreached(ProblemText problem) {
    test.setDisable(false);
    card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
  }

  private static String shortened(String id) {
    return id.length() > 16 ? id.substring(0, 16) + "…" : id;
  }

  private void save() {
    ProfileForm form = checked();
    if (before.isEmpty() && form.faultOfName().isEmpty() && store.hasProfile(form.name().strip())) {
      nameBox.wrong("There is a profile of this name already");
      return;
    }
    if (identity.getValue() == null) {
      identityBox.wrong("Choose an identity, or make one");
    }
    if (!form.isGood() || identity.getValue() == null) {
      return;
    }
    Profile profile = form.profile(reached.or(() -> before.map(ProfileEntry::profile)));
    String who = identity.getValue().name();
    save.setDisable(true);
    workspace.work(
        () -> {
          store.save(form.name().strip(), profile, Optional.of(who));
          return who;
        },
        _ -> {
          workspace.overlay().close();
          saved.run();
        },
        problem -> {
          save.setDisable(false);
          card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
        });
  }
}
