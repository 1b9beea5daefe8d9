package io.webgateway.console.desktop.workspace;

import io.webgateway.client.screen.ProblemText;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.fx.StatePane;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** What stands in an area that has nothing to show, and when its buttons work. */
public final class States {
  private States() {}

  /**
   * What stands where a list would be.
   *
   * @param empty for an agent that has answered with an empty list
   */
  public static Node placeholder(Workspace workspace, View view, Node empty) {
    if (view.session().isEmpty()) {
      return StatePane.of(
          Material2AL.CLOUD_OFF,
          "Not connected",
          "Choose an agent, and the identity that signs there.",
          Parts.primary(
              "Choose a _profile",
              Material2MZ.PEOPLE_OUTLINE,
              () -> workspace.open(AreaName.IDENTITIES, "")));
    }
    if (view.picture().isPresent()) {
      return empty;
    }
    return view.refused()
        .map(ProblemText::of)
        .<Node>map(
            problem ->
                StatePane.of(
                    Material2AL.BLOCK, problem.title(), String.join("\n", problem.lines())))
        .orElseGet(() -> StatePane.loading("Reading from the agent…"));
  }

  /** Lets buttons that change something work only while changes have a chance. */
  public static void enable(Workspace workspace, List<Button> buttons) {
    String why = workspace.view().whyNoChange(workspace.now());
    for (Button button : buttons) {
      button.setDisable(!why.isEmpty());
      button.setAccessibleHelp(why);
    }
  }
}
