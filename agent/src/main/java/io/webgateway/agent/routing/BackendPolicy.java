package io.webgateway.agent.routing;

import java.net.InetAddress;

/**
 * Which addresses a gateway may connect to for a tenant: deny by default. Asked when a workload is
 * accepted and again at every connect, with the address that was resolved.
 */
public interface BackendPolicy {

  /**
   * Decides one address.
   *
   * @param address the resolved address; IPv4 inside IPv6 is unwrapped by the policy itself
   * @param port 1 to 65535
   */
  Verdict decide(InetAddress address, int port);

  /** What the policy says of an address. */
  sealed interface Verdict {
    /** It may be connected to. */
    record Allowed() implements Verdict {}

    /**
     * It may not.
     *
     * @param code a stable word for programs, for example {@code loopback}
     * @param reason a sentence for people
     */
    record Refused(String code, String reason) implements Verdict {}
  }
}
