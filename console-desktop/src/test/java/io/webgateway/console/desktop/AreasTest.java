package io.webgateway.console.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.Drains;
import io.webgateway.client.EditEffect;
import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.Workloads;
import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.BackendRow;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.UsageRow;
import io.webgateway.console.desktop.fixture.Desktop;
import io.webgateway.console.desktop.fixture.FakeAgent;
import io.webgateway.console.desktop.fixture.Samples;
import io.webgateway.console.desktop.theme.Appearance;
import io.webgateway.console.desktop.workspace.AreaName;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each area, with a fake agent. */
class AreasTest {
  @TempDir private Path home = Path.of("");

  private static final UsageRow USED =
      new UsageRow(
          Instant.parse("2026-11-25T00:00:00Z"),
          "blog/web",
          Samples.ME.value(),
          12_345,
          2_500,
          7_000_000,
          3,
          90.5,
          0);

  private final FakeAgent agent = new FakeAgent(Samples.picture().withUsage(List.of(USED)));

  // Opened before every test: JUnit fills in the temporary folder first.
  @SuppressWarnings("NullAway.Init")
  private Desktop desktop;

  @BeforeEach
  void open() {
    desktop = Desktop.withFake(home, agent, Appearance.LIGHT).connected();
  }

  @AfterEach
  void close() {
    desktop.close();
  }

  @Test
  void theOverviewSaysWhatIsWrongAndLeadsThere() {
    assertThat(desktop.shows("refuses connections")).isTrue();
    assertThat(desktop.shows("What ends next")).isTrue();
    desktop.fire("#attention .hyperlink");
    desktop.awaitShown("Valid until");
  }

  @Test
  void backendsSayHowTheyAreAndStayWhenTheAgentIsSilent() {
    agent.hasBackends(
        () ->
            new BackendList(
                true,
                false,
                List.of(
                    new BackendRow(
                        1,
                        Optional.of("[400::1]:80"),
                        2,
                        BackendRow.State.DOWN,
                        Optional.of(Samples.NOW.minusSeconds(30)),
                        Optional.of("refused the connection"),
                        Optional.of(Samples.NOW.minusSeconds(2)),
                        Optional.of(3),
                        Optional.empty()))));
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.awaitShown("It refused the connection");
    assertThat(desktop.shows("for 30 s · weight 2 · 3 under way · checked 2 s ago")).isTrue();
    agent.hasBackends(
        () -> {
          throw new UnreachableException("gone", new IOException("gone"));
        });
    desktop.chooseRow("#workloads", "shop/web");
    desktop.awaitShown("How the backends are cannot be read");
  }

  @Test
  void aNameIsReservedOnceItIsFree() {
    desktop.go(AreaName.RESERVATIONS);
    desktop.click("#reserve");
    desktop.type("#reserve-name", "-bad-");
    assertThat(desktop.find("#reserve-go").orElseThrow().isDisabled()).isTrue();
    desktop.type("#reserve-name", "Garden");
    desktop.awaitShown("garden is free");
    desktop.click("#reserve-go");
    Desktop.await(() -> agent.calls().contains("reserve garden 90"));
    Desktop.await(() -> desktop.find("#reserve-name").isEmpty());
    desktop.awaitShown("Reserved garden");
  }

  @Test
  void aTakenNameCannotBeReserved() {
    agent.answersOfName(
        new ReservationRow(
            "taken",
            ReservationRow.State.ACTIVE,
            Samples.OTHER.value(),
            Samples.OTHER.value(),
            Optional.of(Samples.NOW.plusSeconds(864_000)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1));
    desktop.go(AreaName.RESERVATIONS);
    desktop.click("#reserve");
    desktop.type("#reserve-name", "taken");
    desktop.awaitShown("taken; its term ends");
    assertThat(desktop.find("#reserve-go").orElseThrow().isDisabled()).isTrue();
  }

  @Test
  void releasingSaysWhatComesOfItAndAFailureStays() {
    desktop.go(AreaName.RESERVATIONS);
    desktop.chooseRow("#reservations", "shop");
    desktop.click("#release");
    desktop.awaitShown("2 workloads are no longer served: shop/web, shop/db");
    agent.refuseChanges(
        new RefusedException(
            ProblemDocument.of(403, "not-owner", "No", "", "It is not yours", "Ask its owner")));
    desktop.fire(".card-buttons .danger");
    desktop.awaitShown("It is not yours");
    agent.takeChanges();
    desktop.fire(".card-buttons .danger");
    Desktop.await(() -> agent.calls().contains("release shop"));
  }

  @Test
  void faultsOfAWorkloadStandAtTheirFields() {
    desktop.go(AreaName.WORKLOADS);
    desktop.click("#publish");
    desktop.type("#workload-namespace", "blog");
    desktop.type("#backend-0", "no-port");
    desktop.fire("#publish-go");
    desktop.awaitShown("Not everything is right yet");
    desktop.awaitShown("has no port");
    assertThat(agent.calls()).noneMatch(call -> call.startsWith("publish"));
  }

  @Test
  void settingsThatAreNotAsUsualAreShownAndSavedAsTheyWere() {
    Workload encrypted = Samples.encrypted("blog", "web");
    agent.opens(new Workloads.Seen(encrypted, 7));
    agent.takeChanges();
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.click("#edit");
    desktop.awaitShown("The published one is kept");
    assertThat(desktop.input("#workload-backend-key")).isEmpty();
    desktop.fire("#publish-go");
    Desktop.await(() -> agent.published().isPresent());
    assertThat(agent.published()).contains(encrypted);
  }

  @Test
  void anEditSaysBeforehandWhatVisitorsWouldNotice() {
    agent.opens(new Workloads.Seen(Samples.http("blog", "web"), 7));
    agent.takeChanges();
    agent.editsWould(
        new EditEffect(
            List.of(new EditEffect.Ending("tls-changed", new Drains.Present(3, 0, 0, 0))),
            new Drains.Present(0, 0, 2, 0)));
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.click("#edit");
    desktop.type("#backend-0", "[412:9a::8]:8080");
    desktop.awaitShown("Must make another TLS handshake: 3 connections.");
    desktop.awaitShown("Stays: 2 tunnels.");
    desktop.keys(KeyCode.ESCAPE);
  }

  @Test
  void aFoldedSettingThatIsWrongIsUnfolded() {
    desktop.go(AreaName.WORKLOADS);
    desktop.click("#publish");
    desktop.type("#workload-namespace", "blog");
    desktop.type("#backend-0", "[412:9a::7]:8080");
    desktop.unfold("#workload-visitors", true);
    desktop.choose("#workload-client-certificates", "required");
    desktop.unfold("#workload-visitors", false);
    assertThat(desktop.find("#workload-hsts")).isEmpty();
    desktop.fire("#publish-go");
    desktop.awaitShown("No authority is named that may have signed the certificates");
    assertThat(desktop.find("#workload-hsts")).isPresent();
  }

  @Test
  void everyKindHasItsOwnFieldsAndEachIsSavedAsItWas() {
    Workload database = Samples.database("blog", "web");
    agent.opens(new Workloads.Seen(database, 7));
    agent.takeChanges();
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.click("#edit");
    desktop.awaitShown("Backends are told who came");
    assertThat(desktop.find("#workload-port")).isPresent();
    assertThat(desktop.find("#workload-check-path")).isEmpty();
    assertThat(desktop.find("#workload-backend-http")).isEmpty();
    desktop.fire("#publish-go");
    Desktop.await(() -> agent.published().isPresent());
    assertThat(agent.published()).contains(database);
  }

  @Test
  void anotherKindBringsItsDefaultsAndAChoiceItsFields() {
    desktop.go(AreaName.WORKLOADS);
    desktop.click("#publish");
    desktop.unfold("#workload-health", true);
    desktop.choose("#workload-check", "http");
    assertThat(desktop.input("#workload-check-status")).isEqualTo("200-399");
    desktop.choose("#workload-check", "tcp");
    desktop.choose("#workload-kind", "UdpForward");
    desktop.unfold("#workload-flows", true);
    assertThat(desktop.input("#workload-client-flows")).isEqualTo("256");
    assertThat(desktop.find("#workload-check-interval")).isEmpty();
    assertThat(desktop.find("#workload-retries")).isEmpty();
  }

  @Test
  void theAgentsFaultsStandAtTheirFieldsToo() {
    agent.opens(new Workloads.Seen(Samples.http("blog", "web"), 7));
    agent.refuseChanges(
        new RefusedException(
            ProblemDocument.of(
                422,
                "backend-refused",
                "No",
                "/body/spec/backends/1/address",
                "This backend is public",
                "Name one in an overlay")));
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.click("#edit");
    desktop.fire("#publish-go");
    desktop.awaitShown("This backend is public. Name one in an overlay");
    agent.takeChanges();
    desktop.fire("#publish-go");
    Desktop.await(() -> agent.calls().contains("publish blog/web Version[number=7]"));
  }

  @Test
  void conditionsChangeLive() {
    desktop.go(AreaName.WORKLOADS);
    desktop.chooseRow("#workloads", "blog/web");
    desktop.awaitShown("Listeners route to it.");
    agent.statusListeners().getFirst().conditions("blog/web", Samples.deadBackend());
    desktop.awaitShown("it is tried every 5 s");
  }

  @Test
  void certificatesAreUploadedWithTheirKey() {
    desktop.go(AreaName.CERTIFICATES);
    desktop.click("#upload");
    desktop.fire("#upload-go");
    desktop.awaitShown("There is no PEM block");
    desktop.type("#certificate-chain", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----");
    desktop.type("#certificate-key", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----");
    desktop.fire("#upload-go");
    Desktop.await(() -> agent.calls().contains("upload all"));
  }

  @Test
  void deletingACertificateNamesItsUsers() {
    desktop.go(AreaName.CERTIFICATES);
    desktop.chooseRow("#certificates", "legacy.example.org");
    desktop.click("#delete-certificate");
    desktop.awaitShown("No workload that you may see uses it.");
    desktop.fire(".card-buttons .danger");
    Desktop.await(() -> agent.calls().contains("deleteCertificate c-3"));
  }

  @Test
  void usageHasItsUnitsAndDetails() {
    desktop.go(AreaName.USAGE);
    desktop.awaitShown("7.0 MB");
    desktop.chooseRow("#usage", "2026-11-25");
    desktop.awaitShown("1.5 min, all together");
  }

  @Test
  void aProviderGivesGrantsAndSeesListeners() {
    desktop.go(AreaName.NODES);
    desktop.chooseRow("#nodes", "fra.gw.example");
    desktop.awaitShown("0.0.0.0:443");
    desktop.click("#give-grant");
    desktop.type("#grant-identity", "nonsense");
    desktop.fire("#grant-go");
    desktop.awaitShown("An identity id is 43");
    desktop.type("#grant-identity", Samples.OTHER.value());
    desktop.type("#grant-connections", "500");
    desktop.type("#grant-bits", "0,5");
    desktop.fire("#grant-go");
    desktop.awaitShown("from 0 to 1000000 Mbit/s");
    desktop.type("#grant-bits", "0.5");
    desktop.fire("#grant-go");
    String call = "grant " + Samples.OTHER.shortForm() + " 5 0 Ceiling[maxConnections=500,";
    Desktop.await(
        () ->
            agent.calls().stream()
                .anyMatch(made -> made.startsWith(call) && made.contains("] 500000 ")));
  }

  @Test
  void aGrantThatIsOpenedAndSavedKeepsItsCeilingsAndItsEnd() {
    GrantRow given = Samples.picture().grants().items().getLast();
    desktop.go(AreaName.NODES);
    Desktop.await(() -> desktop.rows("#grants") == 2);
    assertThat(desktop.find("#change-grant").orElseThrow().isDisabled()).isTrue();
    Desktop.run(
        () -> ((TableView<?>) desktop.find("#grants").orElseThrow()).getSelectionModel().select(1));
    desktop.click("#change-grant");
    assertThat(desktop.input("#grant-bits")).isEqualTo("0.5");
    desktop.fire("#grant-go");
    String end = given.ceiling() + " " + given.bandwidthBitsPerSecond() + " " + given.notAfter();
    Desktop.await(
        () ->
            agent.calls().stream()
                .anyMatch(made -> made.startsWith("grant ") && made.endsWith(end)));
  }

  @Test
  void trafficStreamsPausesAndFilters() {
    desktop.go(AreaName.TRAFFIC);
    Desktop.await(() -> !agent.trafficListeners().isEmpty());
    var listener = agent.trafficListeners().getFirst();
    listener.event(1, Samples.exchange(1, "GET", "/a", 200));
    Desktop.await(() -> desktop.rows("#traffic") == 1);
    Desktop.run(() -> desktop.find("#traffic").orElseThrow().requestFocus());
    desktop.keys(KeyCode.SPACE);
    listener.event(2, Samples.exchange(2, "GET", "/b", 500));
    listener.gap(17);
    desktop.awaitText("#traffic-pause", "1 waiting");
    assertThat(desktop.rows("#traffic")).isEqualTo(1);
    desktop.awaitText("#traffic-counts", "17 missed");
    desktop.keys(KeyCode.SPACE);
    Desktop.await(() -> desktop.rows("#traffic") == 2);
    desktop.write("/");
    desktop.write("stat:500");
    desktop.awaitShown("At character 1");
    desktop.type("#traffic-filter", "status:500");
    Desktop.await(() -> agent.calls().contains("filter [status:500]"));
    desktop.go(AreaName.OVERVIEW);
    Desktop.await(() -> agent.calls().contains("closeTraffic"));
  }

  @Test
  void whenTheAgentIsGoneDataStaysReadableAndChangesWait() {
    desktop.go(AreaName.RESERVATIONS);
    desktop.chooseRow("#reservations", "shop");
    agent.goAway();
    agent.later(Duration.ofSeconds(95));
    desktop.awaitText("#status-link", "reconnecting");
    desktop.awaitText("#status-age", "data is 95 s old");
    desktop.awaitText("#banner-text", "Connection refused");
    assertThat(desktop.rows("#reservations")).isEqualTo(4);
    assertThat(desktop.find("#reserve").orElseThrow().isDisabled()).isTrue();
    assertThat(desktop.find("#release").orElseThrow().isDisabled()).isTrue();
    agent.comeBack();
    desktop.awaitText("#status-link", "live");
    Desktop.await(() -> !desktop.find("#reserve").orElseThrow().isDisabled());
    Desktop.await(() -> !desktop.find("#release").orElseThrow().isDisabled());
    assertThat(desktop.find("#banner-text")).isEmpty();
  }

  @Test
  void keysGoToAreasAndSayWhichKeysThereAre() {
    Desktop.run(() -> desktop.window().scene().getRoot().requestFocus());
    desktop.keys(KeyCode.CONTROL, KeyCode.DIGIT4);
    desktop.awaitShown("Lifetime left");
    desktop.keys(KeyCode.F1);
    desktop.awaitShown("pause live traffic");
    desktop.keys(KeyCode.ESCAPE);
    Desktop.await(() -> !desktop.shows("pause live traffic"));
    desktop.keys(KeyCode.CONTROL, KeyCode.L);
    desktop.awaitText("#status-link", "not connected");
    Desktop.await(() -> agent.calls().contains("close"));
  }
}
