package io.webgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.Protocol;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TrafficCodecTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final HttpExchange EXCHANGE =
      new HttpExchange(
          "x1",
          START,
          700,
          "192.0.2.7",
          "blog/web",
          "owner",
          Protocol.HTTP_1_1,
          "GET",
          "blog.gw.example",
          "/a b",
          200,
          -1,
          2,
          3,
          "",
          CompletionReason.COMPLETED);

  @Test
  void everyKindIsReadBack() {
    List<TrafficEvent> events =
        List.of(
            EXCHANGE,
            new StreamConnection(
                "c1", START, 1, "::1", "a/b", "o", "h", 4, 5, "e", CompletionReason.CLIENT_ABORTED),
            new UdpFlow(
                "u1", START, 1, "::1", "a/b", "o", 1, 2, 3, 4, 5, "e", CompletionReason.COMPLETED),
            new TlsRejection(START, 1, "::1", "", CompletionReason.TLS_NO_SERVER_NAME));
    for (TrafficEvent event : events) {
      assertThat(TrafficCodec.read(Json.write(TrafficCodec.write(event)))).contains(event);
    }
  }

  @Test
  void theFormIsTheOneThatIsDocumented() {
    assertThat(Json.write(TrafficCodec.write(EXCHANGE)))
        .isEqualTo(
            """
            {"kind":"http","exchangeId":"x1","startedAt":"2026-01-01T00:00:00.123456Z",\
            "durationNanos":700,"clientAddress":"192.0.2.7","workload":"blog/web",\
            "tenant":"owner","protocol":"http11","method":"GET","host":"blog.gw.example",\
            "path":"/a b","status":200,"firstByteNanos":-1,"requestBytes":2,"responseBytes":3,\
            "endpoint":"","reason":"completed"}""");
  }

  @Test
  void fieldsOfNewerNodesArePassedOver() {
    ObjectNode tree = TrafficCodec.write(EXCHANGE);
    tree.put("cipher", "new").putArray("more").add(1);
    assertThat(TrafficCodec.read(Json.write(tree))).contains(EXCHANGE);
  }

  @Test
  void kindsAndReasonsOfNewerNodesAreNoEvents() {
    ObjectNode tree = TrafficCodec.write(EXCHANGE);
    assertThat(TrafficCodec.read(Json.write(tree.deepCopy().put("kind", "flow")))).isEmpty();
    assertThat(TrafficCodec.read(Json.write(tree.deepCopy().put("reason", "moved")))).isEmpty();
    assertThat(TrafficCodec.read("[1]")).isEmpty();
  }
}
