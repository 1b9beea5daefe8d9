package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.select.Select;
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
        .ifPresent(WorkloadEditorTest::chooseTcp);
    assertThat(words()).contains("KindNotSupported", "Port of the pool");
    assertThat(words()).doesNotContain("Path prefix");
  }

  // The query cannot know what the select holds.
  @SuppressWarnings("unchecked")
  private static void chooseTcp(Select<?> select) {
    ((Select<String>) select).setValue("TcpForward");
  }

  @Test
  void anEditWhoseDefinitionCannotBeReadSaysWhy() {
    console().agent().refuses(503, "busy", "", "The agent is busy", "Try again");
    UI.getCurrent().navigate("workloads/blog/web/edit");
    settle();
    assertThat(words()).contains("The agent is busy", "Try again");
  }
}
