package io.webgateway.console.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.webgateway.client.Home;
import io.webgateway.console.desktop.connection.SigningAgent;
import io.webgateway.console.desktop.fixture.Desktop;
import io.webgateway.console.desktop.identities.NewIdentityReading;
import io.webgateway.console.desktop.theme.Appearance;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.testing.RealAgent;
import io.webgateway.testing.SampleService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way, with mouse and keys, against a real agent in another process: first run, grant,
 * reserve, publish, a visitor's request, live traffic, edit, release; and another tenant who sees
 * nothing of it.
 */
class DesktopIT {
  private static final String PASSPHRASE = "four unrelated words here";

  @TempDir private Path folder = Path.of("");

  @Test
  @Timeout(150)
  void fromTheFirstRunToTheReleaseOfAName() throws IOException {
    assumeThat(RealAgent.isBuilt()).as("the agent is built").isTrue();
    try (var service = SampleService.start("blog");
        var agent = RealAgent.start(folder.resolve("agent"), List.of(service.address()))) {
      tenant(agent, service);
    }
  }

  private void tenant(RealAgent agent, SampleService service) throws IOException {
    Path home = folder.resolve("alice-home");
    try (var desktop = open(home)) {
      firstRun(desktop, agent, "alice");
      grant(agent, identity(home, "alice"));
      reserve(desktop);
      publish(desktop, service);
      assertThat(visit(agent, "/hello")).startsWith("HTTP/1.1 200").contains("I am blog");
      traffic(desktop, agent);
      comesBack(desktop, agent);
      edit(desktop);
      stranger(agent);
      release(desktop);
    }
  }

  private static Desktop open(Path home) {
    return Desktop.open(home, SigningAgent::of, InstantSource.system(), Appearance.DARK);
  }

  private static void firstRun(Desktop desktop, RealAgent agent, String name) {
    desktop.click("#add-agent");
    desktop.type("#profile-name", "test");
    desktop.type("#profile-agent", agent.managementUrl());
    desktop.type("#profile-node", agent.node());
    desktop.fire("#profile-test");
    desktop.awaitShown("The agent answers and is that node");
    desktop.fire("#profile-new-identity");
    desktop.type("#identity-name", name);
    desktop.type("#identity-passphrase", PASSPHRASE);
    desktop.type("#identity-again", PASSPHRASE);
    desktop.fire("#identity-next");
    Desktop.await(() -> desktop.find("#recovery-text").isPresent());
    desktop.type("#recovery-typed", NewIdentityReading.check(desktop.input("#recovery-text")));
    desktop.fire("#recovery-keep");
    Desktop.await(() -> desktop.find("#recovery-keep").isEmpty());
    desktop.fire("#profile-save");
    desktop.click("#connect-test");
    desktop.type("#unlock-passphrase", PASSPHRASE);
    desktop.fire("#unlock-go");
    desktop.awaitText("#status-link", "live");
    desktop.awaitShown("What runs where");
  }

  private static String identity(Path home, String name) throws IOException {
    assertThat(Files.readString(new Home(home).identity(name)))
        .as("the keys are encrypted")
        .doesNotStartWith("{");
    return NewIdentityReading.id(new Home(home), name, PASSPHRASE);
  }

  private static void grant(RealAgent agent, String identity) {
    String told =
        agent
            .webgw(
                "grant",
                identity,
                "--names",
                "2",
                "--identity",
                "provider",
                "--agent",
                agent.managementUrl(),
                "--node",
                agent.node())
            .required();
    assertThat(told).isNotEmpty();
  }

  private static void reserve(Desktop desktop) {
    desktop.go(AreaName.RESERVATIONS);
    desktop.click("#reserve");
    desktop.type("#reserve-name", "blog");
    desktop.awaitShown("blog is free");
    desktop.fire("#reserve-go");
    desktop.chooseRow("#reservations", "blog");
  }

  private static void publish(Desktop desktop, SampleService service) {
    desktop.go(AreaName.WORKLOADS);
    desktop.click("#publish");
    desktop.type("#workload-namespace", "blog");
    desktop.choose("#workload-plain-http", "serve");
    desktop.type("#backend-0", service.address());
    desktop.awaitShown("The agent would take it like this");
    desktop.fire("#publish-go");
    desktop.chooseRow("#workloads", "blog/web");
    desktop.awaitShown("serving");
  }

  private static void traffic(Desktop desktop, RealAgent agent) throws IOException {
    desktop.go(AreaName.TRAFFIC);
    desktop.click("#traffic-filter");
    desktop.write("path:/seen");
    desktop.keys(KeyCode.ENTER);
    Desktop.await(() -> !seesTraffic(desktop, agent).isEmpty());
    desktop.chooseTopRow("#traffic");
    desktop.awaitShown("/seen");
    desktop.awaitShown("Workload blog/web");
  }

  // The session may open after the visit: visitors come until one is seen.
  private static String seesTraffic(Desktop desktop, RealAgent agent) {
    try {
      String answer = visit(agent, "/seen");
      return desktop.rows("#traffic") > 0 ? answer : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static void comesBack(Desktop desktop, RealAgent agent) {
    desktop.go(AreaName.RESERVATIONS);
    agent.stop();
    desktop.awaitText("#status-link", "reconnecting");
    desktop.awaitText("#banner-text", "does not answer");
    assertThat(desktop.rows("#reservations")).isEqualTo(1);
    assertThat(desktop.find("#reserve").orElseThrow().isDisabled()).isTrue();
    agent.restart();
    desktop.awaitText("#status-link", "live");
    Desktop.await(() -> !desktop.find("#reserve").orElseThrow().isDisabled());
  }

  private static void edit(Desktop desktop) {
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.fire("#edit");
    desktop.type("#workload-path", "/app");
    desktop.fire("#publish-go");
    desktop.awaitShown("Changed blog/web");
    Desktop.await(() -> desktop.find("#publish-go").isEmpty());
  }

  private static void release(Desktop desktop) {
    desktop.go(AreaName.RESERVATIONS);
    desktop.chooseRow("#reservations", "blog");
    desktop.fire("#release");
    desktop.awaitShown("1 workload is no longer served: blog/web");
    desktop.fire(".card-buttons .danger");
    desktop.awaitShown("Released blog");
    desktop.awaitShown("quarantined");
  }

  private void stranger(RealAgent agent) {
    try (var desktop = open(folder.resolve("bob-home"))) {
      firstRun(desktop, agent, "bob");
      desktop.go(AreaName.RESERVATIONS);
      desktop.awaitShown("You hold no names");
      desktop.go(AreaName.WORKLOADS);
      desktop.awaitShown("Nothing is published");
      desktop.go(AreaName.CERTIFICATES);
      desktop.awaitShown("No certificates of yours");
    }
  }

  private static String visit(RealAgent agent, String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), agent.httpPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: blog."
              + RealAgent.POOL
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
