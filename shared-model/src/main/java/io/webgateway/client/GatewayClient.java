package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Calls of one agent's management API. Makes a token for each call that needs one, turns refusals
 * into {@link RefusedException} and silence into {@link UnreachableException}. Thread-safe;
 * blocking.
 */
public final class GatewayClient implements AutoCloseable {
  private static final String JSON = "application/json";

  private final Transport transport;
  private final Optional<IdentityId> node;
  private final CallAuthority authority;
  private final InstantSource clock;

  /**
   * A client.
   *
   * @param transport the way to the agent; closed with this client
   * @param node the agent's id, to which tokens are bound; empty where it is not known yet
   * @param authority in whose name
   * @param clock the time that goes into tokens
   */
  public GatewayClient(
      Transport transport,
      Optional<IdentityId> node,
      CallAuthority authority,
      InstantSource clock) {
    this.transport = transport;
    this.node = node;
    this.authority = authority;
    this.clock = clock;
  }

  /** The same agent in another name; closing either closes the way to the agent. */
  public GatewayClient as(CallAuthority other) {
    return new GatewayClient(transport, node, other, clock);
  }

  /** How people know the agent. */
  public String address() {
    return transport.address();
  }

  /** The agent's id, if known. */
  public Optional<IdentityId> node() {
    return node;
  }

  /** The client's clock. */
  public InstantSource clock() {
    return clock;
  }

  /** Whether the agent takes this client for its local administrator. */
  public boolean isLocalAdministrator() {
    return transport.isLocalAdministrator();
  }

  /** Reads something in JSON. */
  public JsonNode get(String target) {
    return tree(require(sendReading(target)));
  }

  /** Reads something in JSON that may not be there. */
  public Optional<JsonNode> find(String target) {
    Answer answer = sendReading(target);
    return answer.status() == 404 ? Optional.empty() : Optional.of(tree(require(answer)));
  }

  /** Reads something as it comes, with its fields. */
  public Answer getAnswer(String target) {
    return require(sendReading(target));
  }

  /** Reads something in another form than JSON. */
  public String getText(String target, String mediaType) {
    return require(sendReading(target, Map.of("accept", mediaType))).body();
  }

  /** Reads a public fact, without a token. */
  public Answer getPublic(String target) {
    return send(Call.get(target));
  }

  /** Sends signed records; their signatures carry the authority. */
  public Answer putRecords(String target, String body) {
    return send(new Call("PUT", target, Map.of("content-type", "application/jose"), body));
  }

  /** Sends JSON. */
  public Answer change(String method, String target, String json, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    if (!json.isEmpty()) {
      all.put("content-type", JSON);
    }
    tokenForChange(method, target, json)
        .ifPresent(token -> all.put("authorization", "Bearer " + token));
    return require(send(new Call(method, target, all, json)));
  }

  /** Opens a stream of events. */
  public OpenAnswer openEvents(String target, Optional<String> lastEventId) {
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "text/event-stream");
    lastEventId.ifPresent(id -> headers.put("last-event-id", id));
    tokenForReading().ifPresent(token -> headers.put("authorization", "Bearer " + token));
    try {
      OpenAnswer answer = transport.open(new Call("GET", target, headers, ""));
      if (answer.status() == 200) {
        return answer;
      }
      try (answer) {
        String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        throw new RefusedException(
            Problems.of(new Answer(answer.status(), answer.headers(), body)));
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A part of a path or query, encoded. */
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A token for one call, to be used by another program. */
  public String token() {
    return tokenForReading()
        .orElseThrow(
            () ->
                Problems.refused(
                    401,
                    "no-identity",
                    "",
                    "There is no identity to make a token for",
                    "Name one: --identity NAME"));
  }

  private Answer sendReading(String target) {
    return sendReading(target, Map.of());
  }

  private Answer sendReading(String target, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    tokenForReading().ifPresent(token -> headers.put("authorization", "Bearer " + token));
    return send(new Call("GET", target, headers, ""));
  }

  private Answer send(Call call) {
    try {
      return transport.send(call);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private UnreachableException unreachable(IOException e) {
    return new UnreachableException(
        "The agent at " + address() + " does not answer: " + Problems.reasonOf(e), e);
  }

  private static Answer require(Answer answer) {
    Problems.refuseFailures(answer);
    return answer;
  }

  private static JsonNode tree(Answer answer) {
    try {
      return Json.readTree(answer.body());
    } catch (WireException e) {
      throw new UntrustedException("The agent's answer is not proper JSON", e);
    }
  }

  private Optional<String> tokenForReading() {
    return switch (authority) {
      case CallAuthority.Anonymous _ -> Optional.empty();
      case CallAuthority.Given given -> Optional.of(given.token());
      case CallAuthority.Signing signing ->
          node.map(
              to -> CallToken.reading(signing.identity(), to, clock.instant()).sign(signing.key()));
    };
  }

  private Optional<String> tokenForChange(String method, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return switch (authority) {
      case CallAuthority.Anonymous _ -> Optional.empty();
      case CallAuthority.Given given -> Optional.of(given.token());
      case CallAuthority.Signing signing ->
          node.map(
              to ->
                  CallToken.changing(signing.identity(), to, clock.instant(), method, target, bytes)
                      .sign(signing.key()));
    };
  }

  @Override
  public void close() {
    transport.close();
  }
}
