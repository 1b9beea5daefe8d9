package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.console.web.workloads.ui.WorkloadEditor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadEditorTest extends BrowserlessScreens {
  @BeforeEach
  void open() {
    navigate(WorkloadEditor.class);
  }

  private List<TextField> addresses() {
    return find(TextField.class).all().stream()
        .filter(field -> field.getAriaLabel().orElse("").equals("Address of a backend"))
        .toList();
  }

  private void save() {
    byId(Button.class, "save").click();
    settle();
  }

  @Test
  void theOnlyNameAndTheOnlyPoolAreChosenAlready() {
    assertThat(find(Select.class).all()).anyMatch(select -> "blog".equals(select.getValue()));
    assertThat(words()).contains("Requests in clear (port 80)", "Time limits");
  }

  @Test
  void whatIsNotRightIsSaidAtItsFieldAndNothingIsSent() {
    addresses().getFirst().setValue("nonsense");
    int before = console().agent().calls().size();
    save();
    assertThat(addresses().getFirst().isInvalid()).isTrue();
    assertThat(words()).contains("Some fields are not right yet");
    assertThat(console().agent().calls()).hasSize(before);
  }

  @Test
  void whatTheAgentFindsIsSaidAtTheFieldItPointsTo() {
    press("One more");
    addresses().get(0).setValue("[400::1]:80");
    addresses().get(1).setValue("[400::2]:80");
    console()
        .agent()
        .refuses(422, "backend-refused", "/backends/1/address", "It is not allowed", "Ask for it");
    save();
    assertThat(addresses().get(0).isInvalid()).isFalse();
    assertThat(addresses().get(1).isInvalid()).isTrue();
    assertThat(addresses().get(1).getErrorMessage()).isEqualTo("It is not allowed. Ask for it");
    assertThat(byId(Button.class, "save").isEnabled()).isTrue();
  }

  @Test
  void aFoldedSettingThatIsWrongIsUnfoldedAndSaysWhatWouldBeRight() {
    addresses().getFirst().setValue("[400::1]:80");
    assertThat(unfolded()).isEmpty();
    choose("Client certificates", "required");
    save();
    assertThat(unfolded()).containsExactly("Visitors: TLS and client certificates");
    assertThat(byId(TextArea.class, "visitor-ca").getErrorMessage())
        .contains("No authority is named");
  }

  @Test
  void whatTheAgentFindsInASettingIsSaidAtItsField() {
    addresses().getFirst().setValue("[400::1]:80");
    choose("Encryption to backends", "pins");
    byId(TextArea.class, "backend-pins").setValue("pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY=");
    console()
        .agent()
        .refuses(422, "no-key-to-keep", "/backendTls/key", "There is no key", "Write it");
    save();
    assertThat(byId(TextArea.class, "backend-key").getErrorMessage())
        .isEqualTo("There is no key. Write it");
    assertThat(unfolded()).containsExactly("Backends: HTTP version and encryption");
  }

  private List<String> unfolded() {
    return find(Details.class).all().stream()
        .filter(Details::isOpened)
        .map(Details::getSummaryText)
        .toList();
  }

  private void choose(String label, String word) {
    find(Select.class).all().stream()
        .filter(select -> label.equals(select.getLabel()))
        .forEach(select -> set(select, word));
  }

  @Test
  void anEditOfSomethingThatChangedMeanwhileAsksWhoseWins() {
    addresses().getFirst().setValue("[400::1]:80");
    console()
        .agent()
        .refuses(409, "changed-meanwhile", "/version", "It is at version 4 now", "Read it again");
    save();
    assertThat(find(ConfirmDialog.class).single().isOpened()).isTrue();
    assertThat(words()).contains("It was changed meanwhile", "another version");
  }

  @Test
  void everyKindShowsItsOwnFieldsAndDefaults() {
    assertThat(words()).contains("Path prefix", "Retries, load of a backend, PROXY protocol");
    chooseKind("TcpForward");
    assertThat(words())
        .contains("Port of the pool", "TLS of visitors", "Backends: encryption", "New connections")
        .doesNotContain("Path prefix", "HTTP to backends", "Requests, all", "HSTS");
    chooseKind("UdpForward");
    assertThat(words())
        .contains("Flows at once", "Visitors only send", "New flows, all")
        .doesNotContain("TLS of visitors", "PROXY protocol v2", "Further tries");
    assertThat(value("setting-check")).isEqualTo("off");
    assertThat(unfolded()).isEmpty();
  }

  @Test
  void aChoiceShowsTheFieldsThatItNeeds() {
    assertThat(words()).doesNotContain("Status that is well", "Browsers keep it");
    set(byId(Select.class, "setting-check"), "http");
    set(byId(Select.class, "setting-sticky"), "cookie");
    assertThat(words()).contains("Status that is well", "Browsers keep it");
    assertThat(byId(TextField.class, "setting-check-status").getValue()).isEqualTo("200-399");
  }

  @Test
  void aFaultOfThePolicyIsUnfoldedAtItsField() {
    addresses().getFirst().setValue("[400::1]:80");
    byId(TextField.class, "setting-bits-in").setValue("much");
    save();
    assertThat(unfolded()).containsExactly("Limits of traffic");
    assertThat(byId(TextField.class, "setting-bits-in").getErrorMessage())
        .contains("1000000 Mbit/s");
  }

  private void chooseKind(String kind) {
    find(Select.class).all().stream()
        .filter(select -> "Kind".equals(select.getLabel()))
        .forEach(select -> set(select, kind));
  }

  private String value(String id) {
    return String.valueOf(byId(Select.class, id).getValue());
  }

  // The query cannot know what the select holds.
  @SuppressWarnings("unchecked")
  private static void set(Select<?> select, String word) {
    ((Select<String>) select).setValue(word);
  }

  @Test
  void anEditWhoseDefinitionCannotBeReadSaysWhy() {
    console().agent().refuses(503, "busy", "", "The agent is busy", "Try again");
    UI.getCurrent().navigate("workloads/blog/web/edit");
    settle();
    assertThat(words()).contains("The agent is busy", "Try again");
  }
}
