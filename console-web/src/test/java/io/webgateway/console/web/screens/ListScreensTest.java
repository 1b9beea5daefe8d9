package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.console.web.certificates.ui.CertificatesScreen;
import io.webgateway.console.web.nodes.ui.NodesScreen;
import io.webgateway.console.web.overview.ui.OverviewScreen;
import io.webgateway.console.web.reservations.ui.ReservationsScreen;
import io.webgateway.console.web.session.FakeConsole;
import io.webgateway.console.web.usage.ui.UsageScreen;
import io.webgateway.console.web.workloads.ui.WorkloadScreen;
import io.webgateway.console.web.workloads.ui.WorkloadsScreen;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListScreensTest extends BrowserlessScreens {

  @Test
  void theOverviewBeginsWithWhatIsWrong() {
    navigate(OverviewScreen.class);
    assertThat(words())
        .contains("3 things need a look")
        .contains("blog/web")
        .contains("Port 443 is taken")
        .contains("attic");
  }

  @Test
  void reservationsSayTheirStateAndWhatHappensNext() {
    navigate(ReservationsScreen.class);
    assertThat(words())
        .contains("active", "term ends in 92 d", "quarantined", "only you can take it back")
        .contains("1 of 5 names");
  }

  @Test
  void aReleaseSaysWhatItMeansBeforeItIsDone() {
    navigate(ReservationsScreen.class);
    press("Release blog");
    assertThat(find(ConfirmDialog.class).single().isOpened()).isTrue();
    assertThat(words()).contains("no longer served", "2026-07-01", "30 days");
    assertThat(console().agent().calls()).noneMatch(call -> call.method().equals("PUT"));
  }

  @Test
  void usageHasUnitsAndSumsAndSaysWhenThereIsNone() {
    console()
        .agent()
        .answers(
            "/v1/usage",
            """
            {"items":[{"from":"2026-05-31T00:00:00Z","workload":"blog/web","tenant":"%1$s",
               "requests":12345,"bytesIn":2500,"bytesOut":7000000,"connections":3,
               "connectionSeconds":90.5,"datagramsIn":1,"datagramsOut":2}],
             "tenants":[{"tenant":"%1$s","requests":12345,"bytesIn":2500,"bytesOut":7000000,
               "connections":3,"connectionSeconds":90.5,"datagramsIn":1,"datagramsOut":2}]}"""
                .formatted(FakeConsole.identity()));
    navigate(UsageScreen.class);
    settle();
    assertThat(words())
        .contains("2026-05-31", "blog/web", "you", "12,345", "2.5 kB", "7.0 MB", "1.5 min");
    console().agent().answers("/v1/usage", "{\"items\":[],\"tenants\":[]}");
    press("Read again");
    assertThat(words()).contains("Nothing was used in this time").doesNotContain("12,345");
    console().agent().goesAway();
    press("Read again");
    assertThat(words()).doesNotContain("Nothing was used in this time");
  }

  @Test
  void aNameIsCheckedWhileItIsTyped() {
    String owner = FakeConsole.identity();
    console()
        .agent()
        .answers("/v1/reservations/free", "{\"namespace\":\"free\",\"state\":\"free\"}")
        .answers(
            "/v1/reservations/taken",
            "{\"namespace\":\"taken\",\"state\":\"active\",\"owner\":\"x\",\"until\":\"2026-07-01T12:00:00Z\"}")
        .answers(
            "/v1/reservations/attic",
            "{\"namespace\":\"attic\",\"state\":\"quarantined\",\"owner\":\"%s\"}"
                .formatted(owner));
    navigate(ReservationsScreen.class);
    press("Reserve a name");
    assertThat(typed("No Name")).isFalse();
    assertThat(typed("taken")).isFalse();
    assertThat(words()).contains("taken; its term ends in 30 d");
    assertThat(typed("free")).isTrue();
    assertThat(typed("attic")).isTrue();
    assertThat(words()).contains("you may take it back");
    console().agent().goesAway();
    assertThat(typed("other")).as("the ledger decides when nobody could be asked").isTrue();
    assertThat(words()).contains("not checked");
  }

  private boolean typed(String name) {
    byId(TextField.class, "name").setValue(name);
    settle();
    return find(Button.class).all().stream()
        .filter(button -> button.getText().equals("Reserve"))
        .anyMatch(Button::isEnabled);
  }

  @Test
  void conditionsChangeOnThePageAsTheyAreTold() {
    navigate("workloads/blog/web", WorkloadScreen.class);
    assertThat(words()).contains("not served", "Port 443 is taken", "ListenerFailed");
    console()
        .followers()
        .getFirst()
        .conditions(
            "blog/web",
            List.of(
                new ConditionRow(
                    ConditionType.SERVING,
                    ConditionStatus.TRUE,
                    "Serving",
                    Optional.empty(),
                    FakeConsole.NOW)));
    settle();
    assertThat(words()).contains("serving", "Listeners route to it").doesNotContain("Port 443");
  }

  @Test
  void backendsSayHowTheyAreSinceWhenAndWhy() {
    console()
        .agent()
        .answers(
            "/v1/workloads/blog/web/backends",
            """
            {"served":true,"panic":false,"backends":[
              {"address":"[400::1]:80","weight":1,"state":"healthy","underWay":3,
               "since":"2026-06-01T11:00:00Z","lastChecked":"2026-06-01T11:59:58Z"},
              {"address":"[400::2]:80","weight":2,"state":"down",
               "why":"answered 503, expected 200 to 399","since":"2026-06-01T11:59:30Z"}]}""");
    navigate("workloads/blog/web", WorkloadScreen.class);
    settle();
    assertThat(words())
        .contains("[400::1]:80", "healthy", "3 under way", "checked 2 s ago")
        .contains("[400::2]:80", "down", "It answered 503, expected 200 to 399.", "weight 2");
  }

  @Test
  void whatIsNotKnownOfBackendsIsSaid() {
    console()
        .agent()
        .answers(
            "/v1/workloads/blog/web/backends",
            "{\"served\":false,\"panic\":false,\"backends\":[]}");
    navigate("workloads/blog/web", WorkloadScreen.class);
    settle();
    assertThat(words()).contains("This node does not serve it");
  }

  @Test
  void backendsThatCannotBeReadAreSaidToBeSo() {
    navigate("workloads/blog/web", WorkloadScreen.class);
    console().agent().goesAway();
    navigate(WorkloadsScreen.class);
    navigate("workloads/blog/web", WorkloadScreen.class);
    settle();
    assertThat(words()).contains("How the backends are cannot be read");
  }

  @Test
  void aWorkloadThatIsNotThereIsSaidToBeSo() {
    navigate(WorkloadScreen.class, Map.of("namespace", "blog", "id", "gone"));
    assertThat(words()).contains("There is no workload blog/gone");
  }

  @Test
  void workloadsAreListedWithEveryCondition() {
    navigate(WorkloadsScreen.class);
    assertThat(words()).contains("blog/web", "blog.gw.example", "Accepted", "Serving");
  }

  @Test
  void certificatesAreJudgedByTheShareOfTheirLife() {
    navigate(CertificatesScreen.class);
    assertThat(words()).contains("8 % left", "ends in 8 d", "Some CA");
  }

  @Test
  void anUploadThatIsRefusedSaysWhichFieldIsWrongAndNeverShowsTheKey() {
    navigate(CertificatesScreen.class);
    press("Upload");
    byId(TextArea.class, "chain").setValue("-----BEGIN CERTIFICATE-----");
    byId(TextArea.class, "key").setValue("-----BEGIN PRIVATE KEY----- secret");
    console()
        .agent()
        .refuses(422, "key-does-not-match", "/key", "The key is another one's", "Choose its own");
    byId(Button.class, "send").click();
    settle();
    TextArea key = byId(TextArea.class, "key");
    assertThat(key.isInvalid()).isTrue();
    assertThat(key.getErrorMessage()).contains("The key is another one's. Choose its own");
    assertThat(byId(TextArea.class, "chain").isInvalid()).isFalse();
    assertThat(words()).doesNotContain("secret");
  }

  @Test
  void poolsAndNodesAreListed() {
    navigate(NodesScreen.class);
    assertThat(words()).contains("gw.example", "invited");
  }
}
