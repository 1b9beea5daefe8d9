package io.webgateway.console.desktop.identities;

import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.AreaFrame;
import io.webgateway.console.desktop.fx.Confirm;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** Agents that are known here, and identities whose keys are on this machine. */
public final class IdentitiesArea implements Area {
  private final Workspace workspace;
  private final IdentityStore store;
  private final Sessions sessions;
  private final AreaFrame frame;
  private final VBox content = new VBox();
  private View view = View.NOTHING;

  /** Made by the window, which also opens and ends connections. */
  public IdentitiesArea(Workspace workspace, IdentityStore store, Sessions sessions) {
    this.workspace = workspace;
    this.store = store;
    this.sessions = sessions;
    Button identity = Parts.button("New _identity…", Material2AL.FINGERPRINT, this::newIdentity);
    identity.setId("new-identity");
    Button agent = Parts.primary("_Add agent…", Material2AL.ADD, this::create);
    agent.setId("add-agent");
    frame = new AreaFrame(name().title(), identity, agent);
    content.getStyleClass().add("area-body");
    content.setStyle("-fx-padding: 0;");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("plain-scroll");
    frame.body(scroll);
    reload();
  }

  @Override
  public AreaName name() {
    return AreaName.IDENTITIES;
  }

  @Override
  public Region node() {
    return frame.node();
  }

  @Override
  public void show(View next) {
    boolean sameSession = next.session().equals(view.session());
    view = next;
    if (!sameSession) {
      reload();
    }
  }

  @Override
  public void entered() {
    reload();
  }

  @Override
  public void create() {
    ProfileCard.open(workspace, store, Optional.empty(), this::reload);
  }

  private void newIdentity() {
    IdentityCard.open(workspace, store, _ -> reload());
  }

  /** Connects a profile, as its button does; for the start of the program. */
  public void connect(String profile) {
    store
        .profile(profile)
        .ifPresentOrElse(
            this::connect,
            () ->
                frame
                    .notice()
                    .show(
                        Tone.BAD,
                        "There is no profile " + profile,
                        "Add the agent, or choose another one"));
  }

  private void connect(ProfileEntry entry) {
    frame.notice().hide();
    Optional<String> who = entry.use().identity().or(this::onlyIdentity);
    if (who.isEmpty()) {
      ProfileCard.open(workspace, store, Optional.of(entry), this::reload);
      return;
    }
    frame.notice().show(Tone.NEUTRAL, "Connecting to " + entry.name() + "…", "");
    new Unlocking(
            workspace,
            store,
            new Sessions() {
              @Override
              public void connect(Opened opened) {
                frame.notice().hide();
                sessions.connect(opened);
              }

              @Override
              public void disconnect() {
                sessions.disconnect();
              }
            },
            this::failed)
        .connect(entry, who.get());
  }

  private Optional<String> onlyIdentity() {
    List<IdentityEntry> all = store.identities();
    return all.size() == 1 ? Optional.of(all.getFirst().name()) : Optional.empty();
  }

  private void failed(ProblemText problem) {
    frame.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
  }

  private void reload() {
    List<ProfileEntry> profiles = store.profiles();
    List<IdentityEntry> identities = store.identities();
    frame.count(
        profiles.isEmpty() && identities.isEmpty()
            ? ""
            : profiles.size()
                + (profiles.size() == 1 ? " agent, " : " agents, ")
                + identities.size()
                + (identities.size() == 1 ? " identity" : " identities"));
    content.getChildren().setAll(Parts.heading("Agents", "section"));
    content.getChildren().add(profiles.isEmpty() ? welcome() : items(profiles));
    if (!identities.isEmpty()) {
      content
          .getChildren()
          .addAll(Parts.heading("Identities on this machine", "section"), identities(identities));
    }
    Label where = Parts.prose("They are shared with the command line.", "muted", "small");
    where.setTooltip(new Tooltip(store.folder().toString()));
    content.getChildren().add(where);
  }

  private Node welcome() {
    VBox pane =
        StatePane.of(
            Material2MZ.POWER,
            "No agent is known yet",
            "An agent is the program on a gateway node. Its provider gives you the URL of its"
                + " management API and the node's id.",
            Parts.primary("_Add agent…", Material2AL.ADD, this::create));
    pane.setMaxWidth(Double.MAX_VALUE);
    return pane;
  }

  private VBox items(List<ProfileEntry> profiles) {
    VBox items = new VBox();
    items.getStyleClass().add("items");
    profiles.forEach(entry -> items.getChildren().add(item(entry)));
    return items;
  }

  private HBox item(ProfileEntry entry) {
    boolean isConnected =
        view.session().map(SessionInfo::profile).filter(entry.name()::equals).isPresent();
    Label name = Parts.text(entry.name(), "strong");
    Label agent = Parts.text(entry.profile().agent() + nodeOf(entry), "muted", "small");
    VBox words = new VBox(name, agent);
    Label use = Parts.text(useOf(entry), "muted", "small");
    HBox item = new HBox(Parts.icon(Material2MZ.ROUTER), words, Parts.spring(), use);
    item.getStyleClass().add("item");
    if (isConnected) {
      item.getChildren().add(Parts.chip(Tone.GOOD, "connected"));
      item.getChildren()
          .add(Parts.button("_Disconnect", Material2AL.LINK_OFF, sessions::disconnect));
    } else {
      Button connect = Parts.primary("_Connect", Material2AL.LINK, () -> connect(entry));
      connect.setId("connect-" + entry.name());
      connect.setAccessibleText("Connect to " + entry.name());
      item.getChildren().add(connect);
    }
    item.getChildren()
        .addAll(
            Parts.iconButton(
                Material2AL.EDIT,
                "Change " + entry.name(),
                () -> ProfileCard.open(workspace, store, Optional.of(entry), this::reload)),
            Parts.iconButton(
                Material2AL.DELETE_OUTLINE, "Remove " + entry.name(), () -> remove(entry)));
    return item;
  }

  private static String nodeOf(ProfileEntry entry) {
    return entry.profile().node().map(node -> "  ·  node " + node.shortForm()).orElse("");
  }

  private String useOf(ProfileEntry entry) {
    String who = entry.use().identity().map(name -> "as " + name).orElse("no identity chosen");
    return who
        + entry
            .use()
            .lastUsed()
            .map(time -> "  ·  used " + TimeText.relative(time, workspace.now()))
            .orElse("");
  }

  private void remove(ProfileEntry entry) {
    Confirm.ask(
        workspace.overlay(),
        new Confirm.Question(
            "Remove profile",
            "Forget the agent " + entry.name() + " on this machine?",
            List.of(
                "The command line forgets it too; nothing changes on the agent.",
                "The identity and its keys stay."),
            "_Remove"),
        Material2AL.DELETE,
        card ->
            workspace.work(
                () -> {
                  store.forget(entry.name());
                  return entry.name();
                },
                _ -> {
                  card.close();
                  reload();
                },
                problem -> card.failed(problem.title(), String.join("\n", problem.lines()))));
  }

  private VBox identities(List<IdentityEntry> all) {
    VBox items = new VBox();
    items.getStyleClass().add("items");
    all.forEach(
        entry -> {
          HBox item =
              new HBox(
                  Parts.icon(Material2AL.FINGERPRINT),
                  Parts.text(entry.name(), "strong"),
                  Parts.spring(),
                  stateOf(entry));
          item.getStyleClass().add("item");
          items.getChildren().add(item);
        });
    return items;
  }

  private static Label stateOf(IdentityEntry entry) {
    return switch (entry.state()) {
      case ENCRYPTED -> Parts.chip(Tone.GOOD, Material2AL.LOCK, "encrypted");
      case IN_CLEAR ->
          Parts.chip(
              Tone.ATTENTION, Material2AL.LOCK_OPEN, "in clear: whoever reads the file can sign");
      case DAMAGED -> Parts.chip(Tone.BAD, "cannot be read: " + entry.fault());
    };
  }
}
