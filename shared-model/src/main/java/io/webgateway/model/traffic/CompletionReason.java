package io.webgateway.model.traffic;

/** Why an exchange, connection or flow ended. Exactly one for each. */
public enum CompletionReason {
  /** Request and answer both ended as they should. */
  COMPLETED,
  /** The visitor came in clear and was sent to https (308). */
  REDIRECTED,
  /** The visitor went away before the answer ended. */
  CLIENT_ABORTED,
  /** The visitor stopped sending, or stopped reading, for longer than a limit allows. */
  CLIENT_TIMEOUT,
  /** The visitor sent a body more slowly than its route allows (408, or a cut answer). */
  CLIENT_TOO_SLOW,
  /**
   * The visitor used its connection to make work rather than requests: it was cut off (RFC 9113).
   */
  CLIENT_FLOOD,
  /** The exchange took longer in all than its route allows (504, or a cut answer). */
  TOTAL_TIMEOUT,
  /** The message is not what HTTP allows, or could be read in two ways (400, or a reset stream). */
  FRAMING_REJECTED,
  /** Well formed, but of a kind that the gateway does not serve (405, 417). */
  REQUEST_REFUSED,
  /** Too many header fields, or too large (431). */
  HEAD_TOO_LARGE,
  /** The body is larger than its workload allows (413, or a cut answer). */
  BODY_TOO_LARGE,
  /**
   * The visitor, the workload or its tenant has taken all of a limit (429, or a closed connection).
   */
  LIMIT_EXCEEDED,
  /** The request target is too long (414). */
  TARGET_TOO_LONG,
  /** No route has this host (404). */
  NO_HOST,
  /** The host is known, the path is not (404). */
  NO_PATH,
  /** The host belongs to another certificate than the connection's server name (421). */
  MISDIRECTED,
  /** The request came through this gateway before (508). */
  LOOP_DETECTED,
  /** The backend's address is one that the gateway may not connect to (502). */
  REFUSED_BY_POLICY,
  /** The backend's name has no address (502). */
  NAME_NOT_RESOLVED,
  /** No backend took a connection (502). */
  CONNECT_FAILED,
  /** No backend had room for another request or connection (503). */
  OVERLOADED,
  /** It waited for a backend for as long as its workload lets visitors wait (503). */
  HOLD_EXPIRED,
  /** No backend took a connection, and as many waited for one as may (503). */
  HOLD_FULL,
  /** TLS with a backend failed, or the backend is not the one that it should be (502). */
  UPSTREAM_TLS_FAILED,
  /** A backend was silent for longer than a limit allows (504, or a cut answer). */
  UPSTREAM_TIMEOUT,
  /** A backend closed or reset before its answer ended (502, or a cut answer). */
  UPSTREAM_RESET,
  /**
   * A connection that was to go on without its lost backend was taken by others, again and again,
   * and ended by them without a byte.
   */
  RESUMED_IN_VAIN,
  /** A backend answered with what HTTP does not allow (502, or a cut answer). */
  UPSTREAM_MALFORMED,
  /**
   * Neither side of a tunnel sent or took a byte for longer than its route allows; or a flow was
   * never answered.
   */
  TUNNEL_IDLE,
  /** A flow is as old as its route allows. */
  FLOW_EXPIRED,
  /** A flow that was never answered gave way to another one. */
  FLOW_REPLACED,
  /**
   * The workload that a tunnel or flow belonged to is no longer served here; or who waited (404).
   */
  ROUTE_REMOVED,
  /** The gateway was closing (a cut answer). */
  SHUTTING_DOWN,
  /** Its owner has closed the workload for a while (503, or a closed connection). */
  PAUSED,
  /** The node, the listener or the workload was drained, and the time for that was over. */
  DRAINED,
  /** A trusted proxy's connection did not begin with a PROXY header that is taken here. */
  PROXY_HEADER_REJECTED,
  /** A TLS visitor named no server. */
  TLS_NO_SERVER_NAME,
  /** A TLS visitor named a server that no certificate here covers. */
  TLS_UNKNOWN_SERVER_NAME,
  /** The visitor has no certificate, or one that its host's authorities did not issue. */
  TLS_CLIENT_CERTIFICATE,
  /** The TLS handshake failed, or what came was not TLS. */
  TLS_HANDSHAKE_FAILED,
  /** The ClientHello or the handshake did not end in time. */
  TLS_HANDSHAKE_TIMEOUT,
  /** A fault of the gateway itself (500, or a cut answer). */
  INTERNAL_ERROR
}
