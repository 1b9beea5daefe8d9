package io.webgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  @Test
  void eventsAreReadAndHeartbeatsDropped() throws IOException {
    var stream =
        stream(
            """
            : heartbeat

            id: 7
            event: condition
            data: {"a":
            data: 1}

            event: ignored

            data:x
            retry: 5

            """);
    assertThat(stream.next()).contains(new ServerEvent("7", "condition", "{\"a\":\n1}"));
    assertThat(stream.next()).contains(new ServerEvent("7", "message", "x"));
    assertThat(stream.next()).isEmpty();
    assertThat(stream.lastEventId()).contains("7");
  }

  @Test
  void anEventThatIsCutOffIsNotDelivered() throws IOException {
    assertThat(stream("id: 1\ndata: half").next()).isEmpty();
  }

  private static EventStream stream(String text) {
    return new EventStream(
        new OpenAnswer(
            200, Map.of(), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }
}
