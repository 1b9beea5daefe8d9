package io.webgateway.console.web.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgateway.testing.RealAgent;
import io.webgateway.testing.SampleService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen in light and dark, on a laptop and on a phone: axe finds nothing that keeps people
 * out, and nothing sticks out sideways. With the system property {@code webgw.screenshots} naming a
 * folder, pictures are taken on the way.
 */
class ScreensIT {
  private static final String PICTURES = System.getProperty("webgw.screenshots", "");

  @TempDir private Path folder = Path.of("");
  private final List<String> faults = new ArrayList<>();

  private record Look(String name, int width, int height, ColorScheme colours) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look("laptop-light", 1280, 800, ColorScheme.LIGHT),
          new Look("laptop-dark", 1280, 800, ColorScheme.DARK),
          new Look("phone-light", 390, 844, ColorScheme.LIGHT),
          new Look("phone-dark", 390, 844, ColorScheme.DARK));

  @Test
  @Timeout(420)
  void everyScreenIsForEverybody() throws Exception {
    assumeTrue(Chromium.isThere(), "Chromium is not installed");
    assumeTrue(RealAgent.isBuilt(), "the agent's jar is not built");
    assumeTrue(ConsoleProcess.isBuilt(), "the console's jar is not built");
    String dead = "127.0.0.1:9";
    try (SampleService blog = SampleService.start("blog");
        SampleService shop = SampleService.start("shop");
        RealAgent agent = RealAgent.start(folder, backends(blog, shop, dead))) {
      SampleWorld world = new SampleWorld(agent, folder);
      world.make(blog, shop, dead, deadHost(shop));
      try (ConsoleProcess console = ConsoleProcess.start(agent, folder);
          Chromium chromium = new Chromium()) {
        for (Look look : looks()) {
          Page page = chromium.open(look.width(), look.height(), look.colours());
          tour(new Person(page, console.url()), look, world);
          page.context().close();
        }
        faults.addAll(chromium.takeFaults());
      }
    }
    assertThat(faults).isEmpty();
  }

  private static List<String> backends(SampleService blog, SampleService shop, String dead) {
    return List.of(blog.address(), shop.address(), dead, deadHost(shop));
  }

  // Backends of UDP are all checked on the same TCP port, so a dead one must be another host.
  private static String deadHost(SampleService shop) {
    return "127.0.0.2:" + shop.port();
  }

  // All four take long, and differ in little that axe could see.
  private static List<Look> looks() {
    boolean all = !PICTURES.isEmpty() || "1".equals(System.getenv("WEBGW_TEST_ALL"));
    return all ? LOOKS : List.of(LOOKS.getLast());
  }

  @Test
  void axeSeesAPictureThatSaysNothing() {
    assumeTrue(Chromium.isThere(), "Chromium is not installed");
    try (Chromium chromium = new Chromium()) {
      Page page = chromium.open(400, 400, ColorScheme.LIGHT);
      page.setContent("<html lang=en><title>t</title><main><img src='data:,'></main>");
      assertThat(Chromium.violations(page)).anyMatch(text -> text.startsWith("image-alt"));
    }
  }

  private void tour(Person alice, Look look, SampleWorld world) {
    alice.goes("welcome").sees("I am new");
    look(alice, look, "welcome");
    alice.goes("login").sees("Key passphrase");
    look(alice, look, "login");
    alice.logsIn("alice", SampleWorld.PASSPHRASE).sees("need a look");
    world.visit();
    alice.sees("failed");
    alice
        .page()
        .waitForFunction(
            "!document.querySelector('.traffic-card .big').textContent.startsWith('0.0')");
    look(alice, look, "overview");
    alice.goes("reservations").sees("quarantined");
    look(alice, look, "reservations");
    alice.clicks("#reserve").writesInto("#name input", "atelier").seesAt(".check .good", "free");
    look(alice, look, "reserve");
    alice.goes("workloads").sees("shop/api");
    look(alice, look, "workloads");
    alice.goes("workloads/docs/ssh").sees("tcp/2222");
    look(alice, look, "workload");
    alice.goes("workloads/blog/web/edit").sees("One more");
    look(alice, look, "edit");
    alice.goes("workloads/shop/api").sees("known by 1 public key");
    look(alice, look, "workload-settings");
    alice.goes("workloads/shop/api/edit").sees("Their public keys");
    look(alice, look, "edit-settings");
    alice.goes("workloads/docs/ssh/edit").sees("TLS of visitors");
    look(alice, look, "edit-tcp");
    alice.goes("certificates").sees("% left");
    look(alice, look, "certificates");
    alice.clicks("#upload").clicks("#send").sees("Paste the chain here");
    look(alice, look, "upload");
    watch(alice, look, world);
    alice.goes("identity").sees("Renew the key");
    look(alice, look, "identity");
    alice.goes("nodes").sees("answers");
    look(alice, look, "nodes");
    alice.goes("usage").sees("Usage");
    look(alice, look, "usage");
    alice
        .goes("workloads/docs/dns")
        .sees("udp/5353")
        .seesAt("section:has(h2:text-is('Backends'))", "down");
    look(alice, look, "workload-udp");
    alice.goes("workloads/docs/dns/edit").sees("Flows at once");
    look(alice, look, "edit-udp");
    grant(alice, look);
  }

  private void grant(Person person, Look look) {
    person.page().context().clearCookies();
    person.logsIn("provider", SampleWorld.PASSPHRASE).sees("need a look");
    person.goes("identity").clicks("vaadin-button[aria-label^='Change the grant']");
    person.writesInto("#setting-grant-requests input", "many").clicks("#grant");
    person.sees("from 0 to 1000000");
    look(person, look, "grant");
  }

  private void watch(Person alice, Look look, SampleWorld world) {
    alice.goes("traffic").sees("streaming");
    world.visit();
    alice.sees("/cart");
    look(alice, look, "traffic-list");
    alice.clicks("vaadin-grid-cell-content:has-text('/cart')").sees("First byte after");
    look(alice, look, "traffic");
  }

  private void look(Person person, Look look, String screen) {
    Page page = person.page();
    // Dialogs that open move.
    page.waitForFunction("document.getAnimations().every(a => a.playState !== 'running')");
    Chromium.violations(page)
        .forEach(fault -> faults.add(look.name() + " " + screen + ": " + fault));
    Object tooWide =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (Boolean.TRUE.equals(tooWide)) {
      faults.add(look.name() + " " + screen + " sticks out sideways");
    }
    if (!PICTURES.isEmpty()) {
      String file = String.format(Locale.ROOT, "web-%s-%s.png", screen, look.name());
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(PICTURES, file)));
    }
  }
}
