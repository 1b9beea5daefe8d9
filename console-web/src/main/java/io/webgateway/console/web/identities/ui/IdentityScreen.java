package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.CallAuthority;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.LedgerReader;
import io.webgateway.client.screen.TimeText;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.CopyButton;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.DataTable;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.identities.AgentLink;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.console.web.session.Picture;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One's own identity: its id, its keys, what this console's key is good for. While the console's
 * key is not listed, the ledger is asked again and again, so that the screen goes on by itself.
 */
@PageTitle("Identity · Web Gateway")
@Route("identity")
public class IdentityScreen extends LiveScreen {
  private final Div device = new Div();
  private final DataTable<IdentityKey> keys =
      new DataTable<IdentityKey>("Keys of your identity", key -> key.key().x())
          .column("Key", "", this::label)
          .column("May", "", key -> new Span(uses(key)))
          .column("Ends", "", this::end)
          .column("Thumbprint", "", key -> Text.id(key.key().thumbprint()));
  private final GrantsSection grants = new GrantsSection(user());
  private Optional<IdentityBody> asked = Optional.empty();
  private Runnable ending = () -> {};
  private boolean asking;

  /** For Vaadin. */
  public IdentityScreen() {
    device.addClassNames("card", "device");
    String id = user().identity().value();
    Div idLine = new Div(Text.code(id), new CopyButton("your identity's id", id));
    idLine.addClassName("row");
    add(
        new ScreenHead("Your identity", "Who you are on the ledger, and which keys speak for you."),
        section("Identity id", idLine),
        section("This console", device),
        section("Keys", keys),
        grants);
  }

  private static Section section(String title, Component content) {
    Section section = new Section(new H2(title), content);
    section.addClassName("section");
    return section;
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    Optional<IdentityBody> identity = picture.identity().or(() -> asked);
    DeviceKey state = DeviceKey.of(user().ring(), identity, now);
    drawDevice(state, now);
    keys.setRows(identity.map(IdentityBody::keys).orElse(List.of()), user().ring().keys().size());
    grants.draw(picture, now);
  }

  private void drawDevice(DeviceKey state, Instant now) {
    device.removeAll();
    Div line = new Div(new Chip(state.tone(now), word(state)), new Span(state.sentence(now)));
    line.addClassName("row");
    device.add(line);
    switch (state) {
      case DeviceKey.Listed _ -> device.add(renewal());
      case DeviceKey.NotListed _, DeviceKey.Expired _ -> device.add(invitation());
      case DeviceKey.NoIdentity _ ->
          device.add(
              new Paragraph(
                  "It is put there as soon as the agent answers; if it was made elsewhere, publish it"
                      + " there first."),
              invitation());
    }
  }

  private static String word(DeviceKey state) {
    return switch (state) {
      case DeviceKey.NoIdentity _ -> "not published";
      case DeviceKey.NotListed _ -> "waiting";
      case DeviceKey.Expired _ -> "expired";
      case DeviceKey.Listed _ -> "counts";
    };
  }

  private Button renewal() {
    Button renew = new Button("Renew the key", VaadinIcon.REFRESH.create());
    renew.setId("renew-key");
    renew.addClickListener(_ -> new RenewKeyDialog(user()).open());
    return renew;
  }

  private Component invitation() {
    String command = DeviceKey.command(user().ring());
    Pre text = new Pre(command);
    text.addClassName("secret");
    text.setId("add-key-command");
    Div row = new Div(new CopyButton("the command", command));
    row.addClassName("row");
    Div all =
        new Div(
            new Paragraph(
                "Run this where your identity is at home. This page goes on by itself when the ledger"
                    + " lists the key."),
            text,
            row);
    all.addClassName("fields");
    return all;
  }

  private Component label(IdentityKey key) {
    Div cell = new Div(new Span(key.label().isEmpty() ? "without a label" : key.label()));
    if (key.key().thumbprint().equals(user().ring().keys().getFirst().keyId())) {
      cell.add(Text.of("this console", "tag"));
    }
    return cell;
  }

  private static String uses(IdentityKey key) {
    return key.uses().stream()
        .map(use -> use.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private Component end(IdentityKey key) {
    Instant now = Current.now();
    return new Span(key.notAfter().map(t -> TimeText.relative(t, now)).orElse("never"));
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    ending = Current.parts().ticker().onTick(() -> ui.access(this::askIfWaiting));
    askIfWaiting();
  }

  // The agent tells nothing to a key that is not listed, but identities are public.
  private void askIfWaiting() {
    if (!isAttached() || asking || picture().identity().isPresent()) {
      return;
    }
    asking = true;
    AgentLink link = user().link();
    IdentityId id = user().identity();
    Background.run(
        this,
        () -> {
          try (GatewayClient client = link.open(new CallAuthority.Anonymous())) {
            return new LedgerReader(client).body(RecordKey.identity(id), IdentityBody.class);
          }
        },
        found -> {
          asking = false;
          if (!found.equals(asked)) {
            asked = found;
            user().live().refresh();
            draw(picture(), Current.now());
          }
        },
        _ -> asking = false);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    ending.run();
    super.onDetach(event);
  }
}
