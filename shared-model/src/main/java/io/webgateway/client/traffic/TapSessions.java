package io.webgateway.client.traffic;

import io.webgateway.client.Answer;
import io.webgateway.client.EventStream;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.RefusedException;
import io.webgateway.client.UntrustedException;
import io.webgateway.wire.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The calls about tap sessions. Thread-safe; blocking. */
final class TapSessions {
  private static final String PATH = "/v1/traffic/sessions";
  private static final int PRECONDITION_FAILED = 412;

  private final GatewayClient client;

  TapSessions(GatewayClient client) {
    this.client = client;
  }

  /**
   * A session as the agent last told of it.
   *
   * @param etag its version
   */
  record Session(String id, String filter, String etag) {}

  /**
   * Opens one.
   *
   * @param idempotencyKey the same call sent twice opens one session
   */
  Session open(String filter, String idempotencyKey) {
    return session(
        client.change("POST", PATH, wish(filter), Map.of("idempotency-key", idempotencyKey)));
  }

  /** Changes what is watched. */
  Session change(Session session, String filter) {
    return retried(
        session,
        latest -> session(client.change("PUT", path(latest), wish(filter), ifMatch(latest))));
  }

  /** Ends one. */
  void end(Session session) {
    retried(session, latest -> client.change("DELETE", path(latest), "", ifMatch(latest)));
  }

  /** Opens its stream. */
  EventStream events(Session session, Optional<String> lastEventId) {
    return EventStream.open(client, path(session) + "/events", lastEventId);
  }

  private interface Change<T> {
    T of(Session session);
  }

  // Somebody else may have changed the session; what is wanted now is what was wanted last.
  private <T> T retried(Session session, Change<T> change) {
    try {
      return change.of(session);
    } catch (RefusedException e) {
      if (e.problem().status() != PRECONDITION_FAILED) {
        throw e;
      }
      return change.of(session(client.getAnswer(path(session))));
    }
  }

  private static Session session(Answer answer) {
    JsonNode view = Json.readTree(answer.body());
    String etag =
        answer
            .header("etag")
            .orElseThrow(() -> new UntrustedException("The agent's answer has no ETag"));
    return new Session(view.path("id").asString(""), view.path("filter").asString(""), etag);
  }

  private static String wish(String filter) {
    return Json.write(JsonNodeFactory.instance.objectNode().put("filter", filter));
  }

  private static Map<String, String> ifMatch(Session session) {
    return Map.of("if-match", session.etag());
  }

  private static String path(Session session) {
    return PATH + "/" + GatewayClient.encoded(session.id());
  }
}
