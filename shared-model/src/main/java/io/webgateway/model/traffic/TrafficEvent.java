package io.webgateway.model.traffic;

import java.time.Instant;

/** One finished exchange or connection. */
public sealed interface TrafficEvent {

  /** When it began, by the node's clock. */
  Instant startedAt();

  /** Why it ended. */
  CompletionReason reason();

  /**
   * One HTTP request and its answer.
   *
   * @param exchangeId unique on the node
   * @param startedAt when the request line was read
   * @param durationNanos from the first request byte to the last answer byte
   * @param clientAddress the visitor's IP address
   * @param workload {@code <label>/<id>}, or empty when no route was found
   * @param tenant the owner's identity id, or empty
   * @param method the request method
   * @param host the routed host, or what was sent when it matched nothing
   * @param path the path without its query
   * @param status the answer's status, or 0 when none was sent
   * @param requestBytes body bytes from the client
   * @param responseBytes body bytes to the client
   * @param endpoint {@code host:port} of the backend, or empty
   * @param reason why it ended
   */
  record HttpExchange(
      String exchangeId,
      Instant startedAt,
      long durationNanos,
      String clientAddress,
      String workload,
      String tenant,
      String method,
      String host,
      String path,
      int status,
      long requestBytes,
      long responseBytes,
      String endpoint,
      CompletionReason reason)
      implements TrafficEvent {}

  /**
   * A TLS connection that never carried a request because its handshake was refused or failed.
   *
   * @param startedAt when the connection was accepted
   * @param durationNanos from there to the refusal
   * @param clientAddress the visitor's IP address
   * @param serverName what the visitor asked for, or empty
   * @param reason one of the {@code TLS_} reasons
   */
  record TlsRejection(
      Instant startedAt,
      long durationNanos,
      String clientAddress,
      String serverName,
      CompletionReason reason)
      implements TrafficEvent {}
}
