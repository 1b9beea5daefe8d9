package io.webgateway.agent.proxy.health;

import io.webgateway.agent.proxy.upstream.ConnectFault;
import io.webgateway.agent.proxy.upstream.tls.TlsFault;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import java.util.Locale;

/** Why a check failed, as people read it after the backend's address and a colon. Pure. */
final class CheckWords {
  static final String CLOSED = "closed the connection without an answer";
  static final String NOT_HTTP = "answered with something that is not HTTP";
  static final String NOT_HTTP2 = "does not speak HTTP/2";
  static final String NOT_GRPC = "answered with something that is not gRPC";
  static final String UNRESOLVED = "its name has no address";
  static final String NO_ANSWER = "did not answer";
  static final String NO_CONNECTION = "did not take a connection";
  static final String NO_ADDRESS = "its name was not resolved";
  static final String NO_HANDSHAKE = "did not end the TLS handshake";

  private CheckWords() {}

  /** What it had not done when its time was over. */
  static String late(String what, long timeoutMillis) {
    return String.format(Locale.ROOT, "%s within %,d ms", what, timeoutMillis);
  }

  static String status(int status, ActiveCheck.Http expected) {
    return expected.minStatus() == expected.maxStatus()
        ? "answered " + status + ", expected " + expected.minStatus()
        : "answered "
            + status
            + ", expected "
            + expected.minStatus()
            + " to "
            + expected.maxStatus();
  }

  static String tooMuch(int bytes) {
    return String.format(Locale.ROOT, "sent %,d bytes and no answer to the check", bytes);
  }

  static String notAllowed(String reason) {
    return "address not allowed: " + reason;
  }

  static String of(ConnectFault fault, long timeoutMillis) {
    return switch (fault) {
      case REFUSED -> "refused the connection";
      case TIMEOUT -> late(NO_CONNECTION, timeoutMillis);
      case UNREACHABLE -> "cannot be reached from this node";
      case OWN -> "could not be asked: the node has no socket or port left";
    };
  }

  static String of(TlsFault fault, long timeoutMillis) {
    return switch (fault) {
      case NOT_TLS -> "does not speak TLS on this port";
      case TIMEOUT -> late(NO_HANDSHAKE, timeoutMillis);
      case CLOSED -> "closed the connection within the TLS handshake";
      case REFUSED -> "could not agree with the gateway on how to speak TLS";
      case UNTRUSTED -> "its certificate was not issued by an authority that the workload trusts";
      case WRONG_NAME -> "its certificate is for another name";
      case NOT_VALID_NOW -> "its certificate has expired or is not valid yet";
      case OTHER_KEY -> "its certificate has another key than the pinned one";
      case NO_HTTP2 -> "did not agree to HTTP/2";
      case UNUSABLE -> "the workload's TLS settings for its backends cannot be used";
    };
  }

  /** Of a gRPC server that answered, but not SERVING. */
  static String notServing(GrpcHealthMessage.Serving said) {
    return switch (said) {
      case SERVING -> "said that it serves, and then failed";
      case NOT_SERVING -> "said NOT_SERVING";
      case SERVICE_UNKNOWN -> "said SERVICE_UNKNOWN";
      case UNKNOWN -> "said UNKNOWN";
    };
  }

  /**
   * Of a gRPC server that answered with a status other than 0.
   *
   * @param service whose health was asked for
   */
  static String grpcStatus(String status, String service) {
    return switch (status) {
      case "5" -> "does not know the service " + (service.isEmpty() ? "\"\"" : service);
      case "12" -> "does not answer grpc.health.v1.Health";
      default -> "answered with gRPC status " + status + ", expected 0";
    };
  }
}
