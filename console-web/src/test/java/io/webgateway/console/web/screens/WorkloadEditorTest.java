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
  void kindsThatNodesDoNotServeYetSaySo() {
    find(Select.class).all().stream()
        .filter(select -> "HttpService".equals(select.getValue()))
        .findFirst()
        .ifPresent(select -> set(select, "TcpForward"));
    assertThat(words()).contains("KindNotSupported", "Port of the pool");
    assertThat(words()).doesNotContain("Path prefix");
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
