package io.webgateway.model.traffic;

import java.time.Instant;

/** One finished exchange, connection or flow. */
public sealed interface TrafficEvent {

  /** When it began, by the node's clock. */
  Instant startedAt();

  /** How long it lasted. */
  long durationNanos();

  /** The visitor's IP address. */
  String clientAddress();

  /** {@code <label>/<id>}, or empty when no route was found. */
  String workload();

  /** The workload's owner's identity id, or empty. */
  String tenant();

  /** Why it ended. */
  CompletionReason reason();

  /**
   * One HTTP request and its answer; for a WebSocket, the whole life of its connection.
   *
   * @param exchangeId unique on the node
   * @param startedAt when the request line was read
   * @param durationNanos from the first request byte to the last answer byte
   * @param clientAddress the visitor's IP address
   * @param workload {@code <label>/<id>}, or empty when no route was found
   * @param tenant the owner's identity id, or empty
   * @param protocol what was spoken with the visitor
   * @param method the request method
   * @param host the routed host, or what was sent when it matched nothing
   * @param path the path without its query
   * @param status the answer's status, or 0 when none was sent
   * @param firstByteNanos from the first request byte to the answer's head, or -1 when none came
   * @param requestBytes body bytes from the client; for a WebSocket, bytes after the upgrade
   * @param responseBytes body bytes to the client; for a WebSocket, bytes after the upgrade
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
      Protocol protocol,
      String method,
      String host,
      String path,
      int status,
      long firstByteNanos,
      long requestBytes,
      long responseBytes,
      String endpoint,
      CompletionReason reason)
      implements TrafficEvent {}

  /** What an exchange spoke with its visitor. */
  enum Protocol {
    HTTP_1_0,
    HTTP_1_1,
    HTTP_2,
    WEBSOCKET
  }

  /**
   * One connection whose bytes were relayed and not looked at: TLS passed through, or a connection
   * to a port; or one that was closed before it was known whose it is.
   *
   * @param connectionId unique on the node
   * @param startedAt when the connection was accepted
   * @param durationNanos from there to its end
   * @param clientAddress the visitor's IP address
   * @param workload {@code <label>/<id>}, or empty when no route was looked for
   * @param tenant the owner's identity id, or empty
   * @param serverName what the visitor's ClientHello named, or empty
   * @param clientBytes bytes from the client
   * @param backendBytes bytes to the client
   * @param endpoint {@code host:port} of the backend, or empty
   * @param reason why it ended
   */
  record StreamConnection(
      String connectionId,
      Instant startedAt,
      long durationNanos,
      String clientAddress,
      String workload,
      String tenant,
      String serverName,
      long clientBytes,
      long backendBytes,
      String endpoint,
      CompletionReason reason)
      implements TrafficEvent {}

  /**
   * What one client's address and port sent to a UDP port and was answered.
   *
   * @param flowId unique on the node
   * @param startedAt when its first datagram came
   * @param durationNanos from there to its end, silence before the end included
   * @param clientAddress the visitor's IP address
   * @param workload {@code <label>/<id>}
   * @param tenant the owner's identity id
   * @param clientDatagrams datagrams sent to backends
   * @param clientBytes their bytes
   * @param backendDatagrams datagrams sent to the client
   * @param backendBytes their bytes
   * @param drops datagrams of both sides that were not passed on
   * @param endpoint {@code host:port} of the last backend, or empty
   * @param reason why it ended; {@code COMPLETED} when it fell silent after it was answered
   */
  record UdpFlow(
      String flowId,
      Instant startedAt,
      long durationNanos,
      String clientAddress,
      String workload,
      String tenant,
      long clientDatagrams,
      long clientBytes,
      long backendDatagrams,
      long backendBytes,
      long drops,
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
      implements TrafficEvent {
    @Override
    public String workload() {
      return "";
    }

    @Override
    public String tenant() {
      return "";
    }
  }
}
