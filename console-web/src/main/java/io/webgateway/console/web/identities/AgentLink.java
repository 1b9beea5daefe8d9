package io.webgateway.console.web.identities;

import io.webgateway.client.AgentConnection;
import io.webgateway.client.CallAuthority;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.Profile;
import io.webgateway.client.SecretFile;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The way to the agent whose console this is. Its node's id is the root of trust; the TLS key that
 * the node has signed is looked up at the first contact and remembered in {@code agent.json}, as is
 * the ledger's id, so that another ledger in its place is noticed. Thread-safe; blocking.
 */
public final class AgentLink {
  private final String agent;
  private final IdentityId node;
  private final Path file;
  private final InstantSource clock;
  private Optional<Profile> known;

  /**
   * Contacts nobody yet.
   *
   * @param agent {@code https://host:port} of the node's management API
   * @param node the node's id, from a place that is trusted
   * @param data where to remember the pin
   */
  public AgentLink(String agent, IdentityId node, Path data, InstantSource clock) {
    this.agent = agent;
    this.node = node;
    this.file = data.resolve("agent.json");
    this.clock = clock;
    this.known = remembered();
  }

  /** {@code https://host:port}. */
  public String address() {
    return agent;
  }

  /** The node's id. */
  public IdentityId node() {
    return node;
  }

  /** The time that goes into tokens. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * A client in somebody's name; the caller closes it.
   *
   * @throws io.webgateway.client.GatewayException when there was no contact yet and there is none
   *     now
   */
  public GatewayClient open(CallAuthority authority) {
    return AgentConnection.open(contact(), authority, clock);
  }

  /** The ledger's id, if it is known. */
  public synchronized Optional<String> ledger() {
    return known.flatMap(Profile::ledger);
  }

  /** Remembers which ledger the agent is on. */
  public synchronized void learn(String ledger) {
    known
        .filter(profile -> profile.ledger().isEmpty())
        .ifPresent(
            profile ->
                remember(
                    new Profile(
                        profile.agent(), profile.node(), Optional.of(ledger), profile.tlsPin())));
  }

  private synchronized Profile contact() {
    if (known.isEmpty()) {
      remember(AgentConnection.contact(agent, node));
    }
    return known.orElseThrow();
  }

  private void remember(Profile profile) {
    try {
      SecretFile.replace(file, Json.writePretty(profile) + "\n");
      known = Optional.of(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was remembered, unless the console now belongs to another agent. */
  private Optional<Profile> remembered() {
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(SecretFile.read(file), Profile.class))
              .filter(profile -> profile.agent().equals(agent))
              .filter(profile -> profile.node().equals(Optional.of(node)))
              .filter(profile -> profile.tlsPin().isPresent())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
