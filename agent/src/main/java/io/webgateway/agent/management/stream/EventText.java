package io.webgateway.agent.management.stream;

import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.wire.Json;
import java.util.OptionalLong;

/** The text form of server-sent events (HTML Standard, section 9.2). */
public final class EventText {
  /** The media type. */
  public static final String MEDIA_TYPE = "text/event-stream";

  /** A comment that shows that the stream is alive. */
  public static final String HEARTBEAT = ": heartbeat\n\n";

  private EventText() {}

  /** An event after which a reader resumes. */
  public static String event(String name, long id, Object data) {
    return "event: " + name + "\nid: " + id + "\ndata: " + Json.write(data) + "\n\n";
  }

  /** An event that leaves the reader's place as it is. */
  public static String event(String name, Object data) {
    return "event: " + name + "\ndata: " + Json.write(data) + "\n\n";
  }

  /** The number of the last event that the caller saw. */
  public static OptionalLong lastSeen(Call call) {
    String text = call.head().header("last-event-id").orElse("");
    if (!text.matches("[0-9]{0,18}")) {
      throw Faults.badRequest(
          "bad-last-event-id", "Last-Event-ID is no number of an event", "Send the last id seen");
    }
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }
}
