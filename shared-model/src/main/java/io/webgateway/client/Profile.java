package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import java.util.Optional;

/**
 * What a client remembers of an agent. Holds no secret.
 *
 * @param agent {@code https://host:port} or {@code unix:/path}
 * @param node the agent's id: the root of trust for its TLS key
 * @param ledger the ledger's id, where it is known
 * @param tlsPin the TLS key that was verified last; only saves a connection
 */
public record Profile(
    String agent, Optional<IdentityId> node, Optional<String> ledger, Optional<String> tlsPin) {
  /** What addresses of unix sockets start with. */
  public static final String UNIX = "unix:";

  /** Whether the agent is reached through a unix socket. */
  public boolean usesUnixSocket() {
    return agent.startsWith(UNIX);
  }

  /** The same agent with another pin. */
  public Profile withPin(String pin) {
    return new Profile(agent, node, ledger, Optional.of(pin));
  }
}
