package io.webgateway.console.web.screens;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinSession;
import io.webgateway.console.web.session.FakeConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A console in which Alice is signed in, with two names, two workloads and a certificate. */
@ViewPackages(packages = "io.webgateway.console.web")
abstract class BrowserlessScreens extends BrowserlessTest {
  private FakeConsole console = new FakeConsole();

  /** Whether somebody is signed in before the first page opens. */
  boolean isSignedIn() {
    return true;
  }

  FakeConsole console() {
    return console;
  }

  @BeforeEach
  @Override
  protected void initVaadinEnvironment() {
    try {
      console = FakeConsole.fresh(Files.createTempDirectory("console-test"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    lists();
    if (isSignedIn()) {
      console.signIn();
    }
    super.initVaadinEnvironment();
  }

  /** What the agent lists. */
  void lists() {
    String me = FakeConsole.identity();
    console
        .agent()
        .answers(
            "/v1/reservations",
            """
            {"items":[
              {"namespace":"blog","state":"active","owner":"%1$s","sponsor":"%2$s",
               "until":"2026-09-01T12:00:00Z","version":1},
              {"namespace":"attic","state":"quarantined","owner":"%1$s","sponsor":"%2$s",
               "until":"2026-09-01T12:00:00Z","freeAt":"2026-06-20T12:00:00Z","version":2}]}"""
                .formatted(me, "p".repeat(43)))
        .answers(
            "/v1/grants",
            """
            {"items":[{"provider":"%s","identity":"%s","maxNames":5,"maxPorts":0,
              "notAfter":"2027-01-01T00:00:00Z"}]}"""
                .formatted("p".repeat(43), me))
        .answers(
            "/v1/pools",
            """
            {"items":[{"domain":"gw.example","provider":"%s","admission":"invited","members":[]}]}"""
                .formatted("p".repeat(43)))
        .answers("/v1/nodes", "{\"items\":[]}")
        .answers("/v1/workloads", "{\"items\":[%s]}".formatted(workload()))
        .answers(
            "/v1/certificates",
            """
            {"items":[{"id":"c1","version":1,"names":["blog.gw.example"],"issuer":"Some CA",
              "notBefore":"2026-03-01T00:00:00Z","notAfter":"2026-06-10T00:00:00Z",
              "source":"uploaded","keyAlgorithm":"EC P-256","chainLength":2,
              "createdAt":"2026-03-01T00:00:00Z"}]}""");
  }

  private static String workload() {
    return """
    {"namespace":"blog","id":"web","kind":"HttpService","pools":["gw.example"],"owner":"%s",
     "version":3,"conditions":[
       {"type":"Accepted","status":"True","reason":"Accepted","since":"2026-06-01T11:00:00Z"},
       {"type":"Serving","status":"False","reason":"ListenerFailed",
        "message":"Port 443 is taken","since":"2026-06-01T11:59:00Z"}],
     "definition":{"kind":"HttpService","namespace":"blog","id":"web","pools":["gw.example"],
       "backends":["[400::1]:80","[400::2]:80"]}}"""
        .formatted(FakeConsole.identity());
  }

  /** All text that is on the page, dialogs included. */
  static String words() {
    return String.join(
        "\n",
        UI.getCurrent()
            .getChildren()
            .flatMap(component -> texts(component.getElement()))
            .filter(text -> !text.isBlank())
            .toList());
  }

  private static Stream<String> texts(Element from) {
    if (from.isTextNode()) {
      return Stream.of(from.getText());
    }
    return from.isVisible()
        ? Stream.concat(
            Stream.of("label", "errorMessage", "header", "helperText")
                .map(name -> from.getProperty(name, "")),
            from.getChildren().flatMap(BrowserlessScreens::texts))
        : Stream.empty();
  }

  /** Lets everything happen that background work has asked of the page. */
  static void settle() {
    VaadinSession session = VaadinSession.getCurrent();
    session.getService().runPendingAccessTasks(session);
    roundTrip();
  }

  /** Presses the first button with this text or label. */
  void press(String name) {
    Button button =
        find(Button.class).all().stream()
            .filter(b -> b.getText().equals(name) || name.equals(b.getAriaLabel().orElse("")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + name + " in\n" + words()));
    button.click();
    settle();
  }

  <T extends Component> T byId(Class<T> type, String id) {
    return find(type).all().stream()
        .filter(c -> id.equals(c.getId().orElse("")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " in\n" + words()));
  }
}
