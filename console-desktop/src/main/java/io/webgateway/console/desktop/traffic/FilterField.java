package io.webgateway.console.desktop.traffic;

import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.filter.TrafficFilter;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/**
 * The field for a filter: read while it is typed, in force when typing rests. A text that is no
 * filter leaves the one before in force and shows where it is wrong.
 */
final class FilterField {
  private static final int REST_MILLIS = 400;
  private static final String HINT =
      "host:blog.gw.example method:POST status:>=500 -path:/health   ( / to get here )";

  private final TextField field = new TextField();
  private final FieldBox box;
  private final Consumer<TrafficFilter> wanted;
  private final PauseTransition rest = new PauseTransition(Duration.millis(REST_MILLIS));
  private String inForce = "";

  FilterField(Consumer<TrafficFilter> wanted, Runnable leave) {
    this.wanted = wanted;
    field.setId("traffic-filter");
    field.getStyleClass().add("mono");
    field.setPromptText("Everything that you may see");
    box = new FieldBox("_Filter", field, HINT);
    field.textProperty().addListener((_, _, _) -> typed());
    field.setOnAction(_ -> entered());
    field.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.DOWN) {
            event.consume();
            leave.run();
          }
        });
    rest.setOnFinished(_ -> apply());
  }

  Region node() {
    return box.node();
  }

  void focus() {
    field.requestFocus();
    field.selectAll();
  }

  void set(String text) {
    field.setText(text);
    apply();
  }

  String text() {
    return field.getText();
  }

  private void typed() {
    say(TrafficFilter.parse(field.getText()));
    rest.playFromStart();
  }

  private void say(TrafficFilter.Outcome outcome) {
    switch (outcome) {
      case TrafficFilter.Parsed _ -> box.hint();
      case TrafficFilter.Invalid invalid -> box.wrong(words(invalid));
    }
  }

  /** Where it is wrong, what is, and what would be right. */
  static String words(TrafficFilter.Invalid invalid) {
    return "At character "
        + (invalid.position() + 1)
        + ": "
        + invalid.fault()
        + ". "
        + invalid.cure();
  }

  private void apply() {
    rest.stop();
    if (TrafficFilter.parse(field.getText()) instanceof TrafficFilter.Parsed(TrafficFilter filter)
        && !filter.text().equals(inForce)) {
      inForce = filter.text();
      wanted.accept(filter);
    }
  }

  // Only on Enter: to choose text under somebody's fingers while they type would be rude.
  private void entered() {
    apply();
    if (TrafficFilter.parse(field.getText()) instanceof TrafficFilter.Invalid invalid) {
      field.selectRange(
          Math.min(invalid.position(), field.getLength()),
          Math.min(invalid.position() + invalid.length(), field.getLength()));
    }
  }

  /** Says that the agent did not take it. */
  void refused(String text) {
    box.wrong(text);
  }
}
