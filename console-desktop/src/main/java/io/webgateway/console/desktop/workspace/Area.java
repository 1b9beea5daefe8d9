package io.webgateway.console.desktop.workspace;

import io.webgateway.console.desktop.connection.View;
import java.time.Instant;
import javafx.scene.layout.Region;

/** One screen of the console. Made and called on JavaFX's thread. */
public interface Area {

  /** Which one it is. */
  AreaName name();

  /** What it shows. */
  Region node();

  /** Takes a new picture of the agent. Called for every change, also while it is not in front. */
  void show(View view);

  /** Lets ages grow; called once a second while it is in front. */
  default void tick(Instant now) {}

  /** Comes to the front. */
  default void entered() {}

  /** Goes to the back. */
  default void left() {}

  /** Ctrl+F: into the field that narrows the list. */
  default void find() {}

  /** Ctrl+N: what the main button does. */
  default void create() {}

  /** Shows one of its things, when somebody came here for it. */
  default void select(String key) {}
}
