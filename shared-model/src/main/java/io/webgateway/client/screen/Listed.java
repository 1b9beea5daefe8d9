package io.webgateway.client.screen;

import java.util.List;

/**
 * A list as it was read.
 *
 * @param items what is on it
 * @param isCut whether there is more than was read; a screen has to say so
 */
public record Listed<T>(List<T> items, boolean isCut) {

  /** Copies the list. */
  public Listed {
    items = List.copyOf(items);
  }
}
