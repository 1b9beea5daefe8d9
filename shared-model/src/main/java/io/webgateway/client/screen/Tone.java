package io.webgateway.client.screen;

/** How something is meant; a screen shows it by colour and by {@link #mark}, never by one alone. */
public enum Tone {
  /** As it should be. */
  GOOD("✓"),
  /** Somebody should look at it before long. */
  ATTENTION("!"),
  /** Something does not work. */
  BAD("✕"),
  /** Neither, or not known. */
  NEUTRAL("·");

  private final String mark;

  Tone(String mark) {
    this.mark = mark;
  }

  /** One character that says the same as the colour. */
  public String mark() {
    return mark;
  }

  /** The name for style sheets: {@code good}, {@code attention}, {@code bad}, {@code neutral}. */
  public String word() {
    return switch (this) {
      case GOOD -> "good";
      case ATTENTION -> "attention";
      case BAD -> "bad";
      case NEUTRAL -> "neutral";
    };
  }
}
