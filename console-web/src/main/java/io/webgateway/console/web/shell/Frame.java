package io.webgateway.console.web.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import io.webgateway.client.live.Freshness;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.web.component.Arrival;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.Mark;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.LivePicture;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.ledger.IdentityBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is around every screen: where to go, who is signed in, and how fresh the picture is. */
@Layout
public class Frame extends AppLayout {
  private final Optional<SignedIn> user = Current.signedIn();
  private final Chip link = new Chip(Tone.NEUTRAL, "connecting…");
  private final Div banner = new Div();
  private final Span name = Text.of("", "name");
  private final List<Runnable> endings = new ArrayList<>();
  private volatile String said = "";

  /** For Vaadin. */
  public Frame() {
    setPrimarySection(Section.DRAWER);
    Div brand = new Div(new Mark(), new Span("Web Gateway"));
    brand.addClassName("brand");
    addToDrawer(brand, new Scroller(navigation()), foot());
    link.addClassName("link");
    link.getElement().setAttribute("role", "status");
    Div bar = new Div(link, appearance());
    bar.addClassName("bar");
    DrawerToggle toggle = new DrawerToggle();
    toggle.setAriaLabel("Menu");
    addToNavbar(toggle, bar);
    banner.addClassName("banner");
    banner.setVisible(false);
  }

  private static SideNav navigation() {
    SideNav nav = new SideNav();
    nav.getElement().setAttribute("aria-label", "Areas");
    nav.addItem(
        item("Overview", "", VaadinIcon.DASHBOARD),
        item("Reservations", "reservations", VaadinIcon.BOOKMARK),
        item("Workloads", "workloads", VaadinIcon.CUBES),
        item("Certificates", "certificates", VaadinIcon.DIPLOMA),
        item("Live traffic", "traffic", VaadinIcon.LINE_CHART),
        item("Usage", "usage", VaadinIcon.SCALE),
        item("Nodes", "nodes", VaadinIcon.SERVER));
    return nav;
  }

  private static SideNavItem item(String title, String path, VaadinIcon icon) {
    SideNavItem item = new SideNavItem(title, path, icon.create());
    item.setMatchNested(!path.isEmpty());
    return item;
  }

  private Component foot() {
    Div foot = new Div();
    foot.addClassName("foot");
    user.ifPresent(
        who -> {
          name.setText(who.account().displayName());
          Div words = new Div(name, Text.id(who.identity().value()));
          words.addClassName("words");
          Anchor identity = new Anchor("identity", words);
          identity.getElement().setAttribute("router-link", true);
          identity.setTitle("Your identity and keys");
          Button out = new Button("Log out", _ -> Arrival.leave());
          out.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
          foot.add(identity, out);
        });
    return foot;
  }

  /** Light, dark, or as the system has it; remembered by the browser. */
  private static Button appearance() {
    Button button = new Button(new Icon(VaadinIcon.ADJUST));
    button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
    button.setAriaLabel("Light or dark");
    button.setTooltipText("Light, dark, or as the system has it");
    button.setId("appearance");
    button
        .getElement()
        .executeJs(
            """
            this.addEventListener('click', () => {
              const root = document.documentElement;
              const order = ['light dark', 'light', 'dark'];
              const words = {'light dark': 'As the system', 'light': 'Light', 'dark': 'Dark'};
              const now = localStorage.getItem('webgw-colours') || 'light dark';
              const next = order[(order.indexOf(now) + 1) % 3];
              localStorage.setItem('webgw-colours', next);
              root.style.colorScheme = next;
              this.setAttribute('aria-label', 'Light or dark: ' + words[next]);
              this.dataset.chosen = words[next];
            })""");
    return button;
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    Div page = new Div(banner);
    page.addClassName("page");
    page.getElement().appendChild(content.getElement());
    setContent(page);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    user.ifPresent(
        who -> {
          LivePicture live = who.live();
          Parts parts = Current.parts();
          endings.add(live.onChange(() -> ui.access(() -> show(live))));
          endings.add(parts.ticker().onTick(() -> tick(ui, live, parts.clock())));
          show(live);
        });
  }

  /** Goes to the browser only when the words change. */
  private void tick(UI ui, LivePicture live, InstantSource clock) {
    String text = live.freshness().text(clock.instant());
    if (!text.equals(said)) {
      ui.access(() -> show(live));
    }
  }

  private void show(LivePicture live) {
    Instant now = Current.now();
    Freshness freshness = live.freshness();
    said = freshness.text(now);
    link.show(freshness.tone(now), said);
    link.setTitle(freshness.reason());
    live.picture()
        .identity()
        .map(IdentityBody::displayName)
        .filter(text -> !text.isBlank())
        .ifPresent(name::setText);
    Optional<ProblemText> refusal = live.refusal();
    boolean isAway = freshness.link(now) == Freshness.Link.RECONNECTING;
    banner.removeAll();
    banner.setVisible(refusal.isPresent() || isAway);
    refusal.ifPresentOrElse(
        this::sayRefused,
        () -> {
          if (isAway) {
            sayAway(freshness);
          }
        });
  }

  private void sayRefused(ProblemText problem) {
    banner.add(Text.of("The agent refuses this console: " + problem.title() + ".", "headline"));
    problem.lines().forEach(line -> banner.add(new Span(line)));
    Anchor anchor = new Anchor("identity", "See your keys");
    anchor.getElement().setAttribute("router-link", true);
    banner.add(anchor);
  }

  private void sayAway(Freshness freshness) {
    banner.add(
        Text.of("The agent cannot be asked just now.", "headline"),
        new Span(
            "What it serves goes on without this console. It is asked again every few seconds; what"
                + " you see was read before, and changes will not go through."),
        Text.quiet(freshness.reason()));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    endings.forEach(Runnable::run);
    endings.clear();
    super.onDetach(event);
  }
}
