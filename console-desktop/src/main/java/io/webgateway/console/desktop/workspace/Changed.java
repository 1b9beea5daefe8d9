package io.webgateway.console.desktop.workspace;

import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.connection.View;
import java.util.Optional;

/**
 * Whether what is made of a picture has to be made again: the picture is another one, or buttons
 * that change something begin or cease to work.
 */
public final class Changed {
  private Optional<Picture> picture = Optional.empty();
  private String whyNoChange = "";

  /** Nothing was seen yet. */
  public Changed() {}

  /** Asks, and remembers. */
  public boolean since(Workspace workspace) {
    View view = workspace.view();
    String why = view.whyNoChange(workspace.now());
    boolean isOther = !view.picture().equals(picture) || !why.equals(whyNoChange);
    picture = view.picture();
    whyNoChange = why;
    return isOther;
  }
}
