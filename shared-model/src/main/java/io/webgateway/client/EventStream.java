package io.webgateway.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a stream of server-sent events (HTML Standard, section 9.2). Heartbeats are
 * dropped. Not thread-safe, but {@link #close} may come from another thread.
 */
public final class EventStream implements AutoCloseable {
  private static final int MAX_EVENT_CHARS = 1024 * 1024;

  private final OpenAnswer answer;
  private final BufferedReader lines;
  private String id = "";

  EventStream(OpenAnswer answer) {
    this.answer = answer;
    this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** Opens a stream. */
  public static EventStream open(
      GatewayClient client, String target, Optional<String> lastEventId) {
    return new EventStream(client.openEvents(target, lastEventId));
  }

  /**
   * Waits for the next event.
   *
   * @return empty when the stream ended
   * @throws IOException when the connection broke
   */
  public Optional<ServerEvent> next() throws IOException {
    StringBuilder data = new StringBuilder();
    String type = "message";
    boolean hasData = false;
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (hasData) {
          return Optional.of(new ServerEvent(id, type, data.toString()));
        }
        type = "message";
        continue;
      }
      String value = valueOf(line);
      switch (nameOf(line)) {
        case "id" -> id = value;
        case "event" -> type = value;
        case "data" -> {
          data.append(hasData ? "\n" : "").append(value);
          hasData = true;
        }
        default -> {
          // Comments are heartbeats; unknown fields are ignored as the standard says.
        }
      }
      if (data.length() > MAX_EVENT_CHARS) {
        throw new IOException("An event is larger than " + MAX_EVENT_CHARS + " characters");
      }
    }
    return Optional.empty();
  }

  private static String nameOf(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String valueOf(String line) {
    int colon = line.indexOf(':');
    String value = colon < 0 ? "" : line.substring(colon + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  /** The id to resume after; empty before the first. */
  public Optional<String> lastEventId() {
    return Optional.of(id).filter(text -> !text.isEmpty());
  }

  @Override
  public void close() throws IOException {
    answer.close();
  }
}
