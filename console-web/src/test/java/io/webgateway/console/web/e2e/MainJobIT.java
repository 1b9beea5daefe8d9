package io.webgateway.console.web.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.webgateway.testing.RealAgent;
import io.webgateway.testing.SampleService;
import io.webgateway.testing.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job in a browser, every record signed inside the console's own process, against a real
 * agent in another: first run, grant, reserve, publish, a visit, live traffic, edit, release.
 */
class MainJobIT {
  private static final String PASSPHRASE = "four unrelated words here";
  private static final String HOST = "bakery." + RealAgent.POOL;

  @TempDir private Path folder = Path.of("");

  @Test
  @Timeout(420)
  void aTenantDoesTheWholeJobInABrowser() throws Exception {
    assumeTrue(Chromium.isThere(), "Chromium is not installed");
    assumeTrue(RealAgent.isBuilt(), "the agent's jar is not built");
    assumeTrue(ConsoleProcess.isBuilt(), "the console's jar is not built");
    try (SampleService first = SampleService.start("first");
        SampleService second = SampleService.start("second");
        RealAgent agent = RealAgent.start(folder, List.of(first.address(), second.address()));
        ConsoleProcess console = ConsoleProcess.start(agent, folder);
        Chromium chromium = new Chromium()) {
      Page page = chromium.open(1280, 800, ColorScheme.LIGHT);
      Person alice = new Person(page, console.url());
      alice.goes("").isAt("welcome");
      String identity = firstRun(alice, "alice", "Alice");

      agent
          .webgw("grant", identity, "--names", "5", "--for", "90d", "--identity", "provider")
          .required();
      reserve(alice);
      publish(alice, first);
      visit(agent, "first");
      watch(alice, agent);
      edit(alice, second);
      visit(agent, "second");
      Person bob = new Person(chromium.open(1280, 800, ColorScheme.LIGHT), console.url());
      seesNothingOfOthers(bob, alice, agent, second);
      renewTheKey(alice);
      release(alice);
      awayAndBack(alice, agent);
      leaveAndComeBack(alice);
      letInByCommand(new Person(chromium.open(1280, 800, ColorScheme.LIGHT), console.url()), agent);
      assertThat(chromium.takeFaults()).as("faults in the browser").isEmpty();
      assertNothingSecretWasSaid(console);
    }
  }

  private static String firstRun(Person alice, String login, String displayName) {
    alice.goes("welcome").clicks("#choose-new");
    alice.writes("Login", login).writes("Display name", displayName);
    alice.writes("Key passphrase", "too short").writes("The same again", "too short");
    alice.presses("Make my keys").sees("At least 12 characters; four");
    alice.writes("Key passphrase", PASSPHRASE).writes("The same again", PASSPHRASE);
    alice.presses("Make my keys").sees("Keep your recovery key");
    String jwk = String.valueOf(alice.page().textContent("#recovery-key"));
    String secret = jwk.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
    alice.presses("I have kept it").writesInto("#recovery-end input", "wrong!").presses("Go on");
    alice.sees("These are not its last characters");
    alice.writesInto("#recovery-end input", secret.substring(secret.length() - 6));
    alice.presses("Go on").sees("Begin here");
    alice.goes("identity").sees("Renew the key");
    return String.valueOf(alice.page().locator(".section .code").first().textContent());
  }

  private static void reserve(Person alice) {
    alice.goes("reservations").clicks("#reserve");
    alice.writesInto("#name input", "Not A Name").seesAt(".check .bad", "✕");
    alice.writesInto("#name input", "bakery").seesAt(".check .good", "free");
    alice.clicks("vaadin-dialog vaadin-button[theme~=primary]").sees("bakery is yours");
    alice.sees("term ends in").sees("1 of 5 names");
  }

  private static void publish(Person alice, SampleService service) {
    alice.goes("publish").sees("Backends");
    alice.writesInto("vaadin-text-field[placeholder^='['] input", "10.0.0.1");
    alice.clicks("#save").sees("Some fields are not right yet");
    alice.writesInto("vaadin-text-field[placeholder^='['] input", "192.168.7.7:80");
    alice.clicks("#check").sees("192.168.7.7");
    alice.writesInto("vaadin-text-field[placeholder^='['] input", service.address());
    alice.clicks("#check").sees("It would be accepted");
    alice.clicks("#save").isAt("workloads/bakery/web").sees("Listeners route to it");
    alice.sees("https://" + HOST);
  }

  private static void visit(RealAgent agent, String name) {
    Awaitility.await("visitors reach " + name)
        .atMost(Duration.ofSeconds(20))
        .until(() -> Visitor.get(agent.httpsPort(), HOST, "/").text().contains("I am " + name));
  }

  private static void watch(Person alice, RealAgent agent) {
    alice.goes("traffic").seesAt(".counts .chip", "streaming");
    Visitor.get(agent.httpsPort(), HOST, "/bread");
    Visitor.get(agent.httpsPort(), HOST, "/status/404");
    alice.sees("/bread").clicks("vaadin-grid-cell-content:has-text('/bread')");
    alice.sees("First byte after").sees("bakery/web");
    alice.page().keyboard().press("Escape");
    alice.page().keyboard().press("Space");
    alice.sees("paused");
    Visitor.get(agent.httpsPort(), HOST, "/later");
    alice.sees("(1 waiting)");
    alice.page().keyboard().press("Space");
    alice.sees("/later");
    alice.page().keyboard().press("/");
    alice.page().keyboard().type("status:>=4oo");
    alice.page().locator(".filter-fault .place").waitFor();
    alice.writesInto("#filter input", "status:404").sees("1 row of");
  }

  private static void edit(Person alice, SampleService other) {
    alice.goes("workloads/bakery/web").clicks("#edit").sees("One more");
    alice.writesInto("vaadin-text-field[placeholder^='['] input", other.address());
    alice.clicks("#check").sees("It would be accepted").sees("No visitor would notice");
    alice.clicks("#save").isAt("workloads/bakery/web").sees(other.address());
  }

  /** Another tenant at the same console and agent. */
  private static void seesNothingOfOthers(
      Person bob, Person alice, RealAgent agent, SampleService service) {
    firstRun(bob, "bob", "Bob");
    for (String screen : List.of("", "reservations", "workloads", "certificates", "nodes")) {
      bob.goes(screen).seesAt(".link", "live");
      assertThat(bob.text()).as(screen).doesNotContain("bakery", service.address());
    }
    bob.goes("workloads/bakery/web").sees("There is no workload bakery/web");
    assertThat(bob.text()).doesNotContain(service.address(), "Listeners route to it");
    bob.goes("traffic").seesAt(".counts .chip", "streaming");
    alice.goes("traffic").seesAt(".counts .chip", "streaming");
    Visitor.get(agent.httpsPort(), HOST, "/only-for-alice");
    alice.sees("/only-for-alice");
    assertThat(bob.text()).contains("0 rows of 0 seen").doesNotContain("bakery", "/only-for-alice");
  }

  private static void renewTheKey(Person alice) {
    alice.goes("identity").clicks("#renew-key");
    alice.writes("Key passphrase", PASSPHRASE).presses("Renew").sees("The key was renewed");
    alice.sees("counts");
  }

  private static void release(Person alice) {
    alice.goes("reservations").presses("Release bakery").sees("only you can take it back.");
    alice.clicks("vaadin-confirm-dialog vaadin-button[slot='confirm-button']");
    alice.sees("quarantined").sees("Take back");
  }

  private static void awayAndBack(Person alice, RealAgent agent) {
    agent.stop();
    alice.sees("The agent cannot be asked just now.").sees("quarantined");
    agent.restart();
    alice.page().locator(".banner").waitFor(hidden());
    alice.seesAt(".link", "live");
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  private static void leaveAndComeBack(Person alice) {
    alice.presses("Log out").isAt("login");
    alice.goes("reservations").isAt("login");
    alice.logsIn("alice", "another passphrase").sees("Login or passphrase is wrong");
    alice.logsIn("alice", PASSPHRASE).sees("need").sees("Traffic now");
  }

  /** Somebody whose identity lives elsewhere lets the console in with the command that it shows. */
  private static void letInByCommand(Person provider, RealAgent agent) {
    provider.goes("welcome").clicks("#choose-known");
    String id = agent.webgw("identity", "show", "--identity", "provider", "-o", "json").required();
    provider.writesInto(
        "#identity-id input", id.replaceAll("(?s).*?\"([A-Za-z0-9_-]{43})\".*", "$1"));
    provider.writes("Login", "provider");
    provider.writes("Key passphrase", PASSPHRASE).writes("The same again", PASSPHRASE);
    provider.presses("Make a key for this console").isAt("identity").sees("Run this where");
    String command = String.valueOf(provider.page().textContent("#add-key-command"));
    String key = command.replaceAll(".*--public-key=([A-Za-z0-9_-]+).*", "$1");
    agent
        .webgw(
            "identity",
            "add-key",
            "--public-key=" + key,
            "--uses",
            "own,login",
            "--label",
            "web console",
            "--expires-in",
            "180d",
            "--identity",
            "provider")
        .required();
    provider.sees("Renew the key").goes("nodes");
    provider.sees("https 127.0.0.1");
  }

  private void assertNothingSecretWasSaid(ConsoleProcess console) throws Exception {
    assertThat(console.said())
        .doesNotContain(PASSPHRASE)
        .doesNotContain("\"d\"")
        .doesNotContain("ERROR");
    try (var files = Files.walk(ConsoleProcess.data(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("\"d\"");
      }
    }
    URI page = URI.create(console.url() + "login");
    assertThat(
            console
                .ask(HttpRequest.newBuilder(page).header("origin", "http://evil.example").build())
                .statusCode())
        .isEqualTo(403);
    var answer = console.ask(HttpRequest.newBuilder(page).build());
    assertThat(answer.headers().firstValue("set-cookie"))
        .get()
        .asString()
        .contains("HttpOnly")
        .contains("SameSite=Strict");
    assertThat(answer.headers().firstValue("content-security-policy"))
        .get()
        .asString()
        .contains("frame-ancestors 'none'");
  }
}
