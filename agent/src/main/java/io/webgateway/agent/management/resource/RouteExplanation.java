package io.webgateway.agent.management.resource;

import java.util.List;
import java.util.Optional;

/**
 * What would become of a request, with everything that is known about it.
 *
 * @param owner the identity id of the workload's owner
 * @param view the whole explanation, for that owner
 */
record RouteExplanation(Optional<String> owner, View view) {

  /** What the node would do. */
  enum Verdict {
    /** The request goes to a backend. */
    ROUTED,
    /** The TLS connection goes to a backend, unread. */
    PASSED_THROUGH,
    /** The visitor is sent to https. */
    REDIRECTED,
    /** Nothing listens for such URLs. */
    NO_LISTENER,
    /** The TLS handshake is refused. */
    NO_CERTIFICATE,
    /** No route has the host. */
    NO_HOST,
    /** The host is known, the path is not. */
    NO_PATH,
    /** The request is not one that the gateway takes. */
    REFUSED
  }

  /**
   * The explanation.
   *
   * @param listener who would take the connection
   * @param host the host in its canonical form
   * @param path the path as it would be forwarded
   * @param workload {@code <namespace>/<id>}
   * @param cluster the group of backends
   * @param endpoints where it could go; for the owner only
   * @param certificate the fingerprint of the certificate that is shown
   * @param verdict what would be done
   * @param reason why, for people
   */
  record View(
      String url,
      String method,
      Optional<String> listener,
      Optional<String> host,
      Optional<String> path,
      Optional<String> workload,
      Optional<String> cluster,
      List<String> endpoints,
      Optional<String> certificate,
      Verdict verdict,
      String reason) {

    View {
      endpoints = List.copyOf(endpoints);
    }

    /** Without the addresses of backends, which only their owner may see. */
    View withoutEndpoints() {
      return new View(
          url,
          method,
          listener,
          host,
          path,
          workload,
          cluster,
          List.of(),
          certificate,
          verdict,
          reason);
    }

    /** What any visitor could find out by trying. */
    View forStrangers() {
      return new View(
          url,
          method,
          listener,
          host,
          path,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          certificate,
          verdict,
          reasonForStrangers());
    }

    private String reasonForStrangers() {
      if (isRouted()) {
        return "A workload of another tenant answers there";
      }
      return verdict == Verdict.NO_PATH ? "The host is served, but no path prefix fits" : reason;
    }

    private boolean isRouted() {
      return verdict == Verdict.ROUTED || verdict == Verdict.PASSED_THROUGH;
    }
  }
}
