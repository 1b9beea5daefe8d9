package io.webgateway.client;

import java.util.ArrayList;
import java.util.List;

/**
 * What an edit would do to what is there now, on the node that was asked.
 *
 * @param ends what would end, by reason
 * @param stays what would not notice
 */
public record EditEffect(List<Ending> ends, Drains.Present stays) {
  /** Copies the list. */
  public EditEffect {
    ends = List.copyOf(ends);
  }

  /**
   * What ends for one reason.
   *
   * @param reason the agent's word, such as {@code port-changed}
   * @param what how many
   */
  public record Ending(String reason, Drains.Present what) {
    /** For people. */
    public String sentence() {
      return switch (reason) {
        case "taken-back" -> "ends, because the workload is taken back: " + what.text();
        case "leaves-pool" -> "ends, because the workload leaves the node's pool: " + what.text();
        case "kind-changed" -> "ends, because the kind is another one: " + what.text();
        case "port-changed" -> "ends, because the port is another one: " + what.text();
        case "tls-changed" -> "must make another TLS handshake: " + what.text();
        default -> "ends (" + reason + "): " + what.text();
      };
    }
  }

  /** For screens, a sentence each. */
  public List<String> sentences() {
    String unharmed = stays.text();
    if (ends.isEmpty()) {
      return List.of(
          unharmed.equals("nothing")
              ? "No visitor would notice: nobody is there now."
              : "No visitor would notice: " + unharmed + " would stay as they are.");
    }
    List<String> sentences = new ArrayList<>();
    for (Ending ending : ends) {
      String sentence = ending.sentence();
      sentences.add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".");
    }
    sentences.add("Stays: " + unharmed + ".");
    return sentences;
  }

  /** Whether a visitor would notice. */
  public boolean isNoticed() {
    return !ends.isEmpty();
  }

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (ends.isEmpty()) {
      lines.add("ends: nothing");
    }
    ends.forEach(ending -> lines.add(ending.sentence()));
    lines.add("stays: " + stays.text());
    return lines;
  }
}
