package io.webgateway.console.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.Workloads;
import io.webgateway.client.screen.UsageRow;
import io.webgateway.console.desktop.fixture.Desktop;
import io.webgateway.console.desktop.fixture.FakeAgent;
import io.webgateway.console.desktop.fixture.Samples;
import io.webgateway.console.desktop.theme.Appearance;
import io.webgateway.console.desktop.workspace.AreaName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks through every screen, light and dark. With {@code -Dscreenshots=FOLDER} it also draws them:
 * that is how the pictures in docs/images are made.
 */
class ScreenshotsTest {
  private static final Optional<Path> FOLDER =
      Optional.of(System.getProperty("webgw.screenshots", ""))
          .filter(text -> !text.isBlank())
          .map(Path::of);

  private static final List<UsageRow> USED =
      List.of(
          used("blog/web", 12_345, 2_500_000, 7_300_000_000L, 0),
          used("shop/web", 804, 96_000, 41_000_000, 0),
          used("docs/dns", 0, 5_200_000, 9_900_000, 61_204));

  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @EnumSource(
      value = Appearance.class,
      names = {"LIGHT", "DARK"})
  void everyScreenCanBeDrawn(Appearance appearance) {
    FakeAgent agent = new FakeAgent(Samples.picture().withUsage(USED));
    agent.opens(new Workloads.Seen(Samples.http("shop", "web"), 4));
    try (Desktop desktop = Desktop.withFake(home, agent, appearance)) {
      draw(desktop, "profiles", appearance);
      desktop.connected();
      desktop.awaitShown("What runs where");
      draw(desktop, "overview", appearance);
      desktop.go(AreaName.RESERVATIONS);
      desktop.chooseRow("#reservations", "shop");
      draw(desktop, "reservations", appearance);
      desktop.click("#release");
      draw(desktop, "release", appearance);
      desktop.keys(KeyCode.ESCAPE);
      desktop.go(AreaName.WORKLOADS);
      desktop.chooseRow("#workloads", "shop/web");
      draw(desktop, "workloads", appearance);
      desktop.click("#edit");
      desktop.type("#backend-1", "10.0.0.1");
      desktop.fire("#publish-go");
      draw(desktop, "workload-form", appearance);
      desktop.keys(KeyCode.ESCAPE);
      agent.opens(new Workloads.Seen(Samples.encrypted("shop", "web"), 7));
      desktop.click("#edit");
      desktop.awaitShown("Authorities that sign them");
      desktop.scroll(".card-scroll", 0.45);
      draw(desktop, "workload-settings", appearance);
      desktop.keys(KeyCode.ESCAPE);
      agent.opens(new Workloads.Seen(Samples.database("shop", "web"), 8));
      desktop.click("#edit");
      desktop.awaitShown("Backends are told who came");
      desktop.unfold("#workload-health", true);
      desktop.scroll(".card-scroll", 0.75);
      draw(desktop, "workload-policy", appearance);
      desktop.keys(KeyCode.ESCAPE);
      desktop.go(AreaName.CERTIFICATES);
      desktop.chooseRow("#certificates", "shop.example.org");
      draw(desktop, "certificates", appearance);
      desktop.go(AreaName.NODES);
      desktop.chooseRow("#nodes", "fra.gw.example");
      draw(desktop, "nodes", appearance);
      grantAndUsage(desktop, appearance);
      traffic(desktop, agent, appearance);
      desktop.go(AreaName.RESERVATIONS);
      agent.goAway();
      agent.later(Duration.ofSeconds(95));
      desktop.awaitText("#banner-text", "does not answer");
      draw(desktop, "offline", appearance);
      assertThat(desktop.rows("#reservations")).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Appearance.class,
      names = {"LIGHT", "DARK"})
  void theFirstRunCanBeDrawn(Appearance appearance) {
    FakeAgent agent = new FakeAgent(Samples.nothing());
    try (Desktop desktop = Desktop.open(home, (_, _) -> agent, agent.clock(), appearance)) {
      desktop.awaitShown("No agent is known yet");
      desktop.click("#add-agent");
      desktop.type("#profile-name", "frankfurt");
      desktop.type("#profile-agent", "http://fra.node.example:7443");
      desktop.type("#profile-node", Samples.OTHER.value());
      desktop.fire("#profile-save");
      desktop.awaitShown("An agent's URL is https://host:port and nothing more");
      draw(desktop, "first-run", appearance);
    }
  }

  private static UsageRow used(
      String workload, long requests, long bytesIn, long bytesOut, long datagrams) {
    return new UsageRow(
        Instant.parse("2026-11-25T00:00:00Z"),
        workload,
        Samples.ME.value(),
        requests,
        bytesIn,
        bytesOut,
        312,
        1_890.5,
        datagrams);
  }

  private static void grantAndUsage(Desktop desktop, Appearance appearance) {
    Desktop.run(
        () -> ((TableView<?>) desktop.find("#grants").orElseThrow()).getSelectionModel().select(1));
    desktop.click("#change-grant");
    desktop.type("#grant-requests", "many");
    desktop.fire("#grant-go");
    draw(desktop, "grant", appearance);
    desktop.keys(KeyCode.ESCAPE);
    desktop.go(AreaName.USAGE);
    desktop.chooseRow("#usage", "2026-11-25");
    draw(desktop, "usage", appearance);
  }

  private static void traffic(Desktop desktop, FakeAgent agent, Appearance appearance) {
    desktop.go(AreaName.TRAFFIC);
    Desktop.await(() -> !agent.trafficListeners().isEmpty());
    int sequence = 0;
    for (var event : Samples.traffic(230)) {
      agent.trafficListeners().getFirst().event(++sequence, event);
    }
    Desktop.await(() -> desktop.rows("#traffic") == 230);
    Desktop.run(
        () -> {
          var table = (TableView<?>) desktop.find("#traffic").orElseThrow();
          table.getSelectionModel().select(3);
        });
    draw(desktop, "traffic", appearance);
  }

  private static void draw(Desktop desktop, String screen, Appearance appearance) {
    FOLDER.ifPresent(
        folder ->
            desktop.picture(
                folder.resolve(
                    "desktop-"
                        + screen
                        + "-"
                        + appearance.name().toLowerCase(Locale.ROOT)
                        + ".png")));
  }
}
