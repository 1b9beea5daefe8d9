package io.webgateway.console.desktop.workspace;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The areas, in the order of the rail and of Ctrl+1, Ctrl+2 and so on. */
public enum AreaName {
  /** Is anything wrong, what runs where, what expires. */
  OVERVIEW("1", "Overview"),
  /** Names. */
  RESERVATIONS("2", "Reservations"),
  /** What is published. */
  WORKLOADS("3", "Workloads"),
  /** Certificates. */
  CERTIFICATES("4", "Certificates"),
  /** Live traffic. */
  TRAFFIC("5", "Live traffic"),
  /** Nodes and pools. */
  NODES("6", "Nodes"),
  /** What workloads have used. */
  USAGE("7", "Usage"),
  /** Agents that are known, and identities on this machine. */
  IDENTITIES("8", "Profiles");

  private final String digit;
  private final String title;

  AreaName(String digit, String title) {
    this.digit = digit;
    this.title = title;
  }

  /** The digit that brings it to the front with Ctrl. */
  public String digit() {
    return digit;
  }

  /** As people read it. */
  public String title() {
    return title;
  }

  /** Its picture. */
  public Ikon icon() {
    return switch (this) {
      case OVERVIEW -> Material2AL.DASHBOARD;
      case RESERVATIONS -> Material2AL.BOOKMARK_BORDER;
      case WORKLOADS -> Material2AL.DNS;
      case CERTIFICATES -> Material2MZ.VERIFIED_USER;
      case TRAFFIC -> Material2MZ.SWAP_HORIZ;
      case NODES -> Material2MZ.STORAGE;
      case USAGE -> Material2AL.DATA_USAGE;
      case IDENTITIES -> Material2MZ.PEOPLE_OUTLINE;
    };
  }
}
