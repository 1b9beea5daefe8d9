package io.webgateway.console.desktop.theme;

/** Whether the console is light or dark. */
public enum Appearance {
  /** As the rest of the desktop is. */
  SYSTEM("Like the system"),
  /** Light. */
  LIGHT("Light"),
  /** Dark. */
  DARK("Dark");

  private final String word;

  Appearance(String word) {
    this.word = word;
  }

  /** As people read it. */
  public String word() {
    return word;
  }
}
