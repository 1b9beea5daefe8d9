package io.webgateway.model.name;

import java.util.Locale;

/** What a port of a pool speaks. */
public enum PortProtocol {
  TCP,
  UDP;

  /** The word in keys and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
