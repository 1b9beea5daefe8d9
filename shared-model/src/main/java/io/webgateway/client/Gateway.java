package io.webgateway.client;

import io.webgateway.wire.WireException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An agent, seen by one identity: the door to everything in this package. Not thread-safe; make one
 * for each task.
 */
public final class Gateway implements AutoCloseable {
  private final GatewayClient client;
  private final LedgerReader reader;
  private final Optional<KeyRing> ring;
  private final Optional<String> expectedLedger;
  private final boolean rehearse;
  private Optional<LedgerTrust> trust = Optional.empty();

  private Gateway(
      GatewayClient client,
      Optional<KeyRing> ring,
      Optional<String> expectedLedger,
      boolean rehearse) {
    this.client = client;
    this.reader = new LedgerReader(client);
    this.ring = ring;
    this.expectedLedger = expectedLedger;
    this.rehearse = rehearse;
  }

  /**
   * An agent to read from and write to.
   *
   * @param client the way to it, in the identity's name; closed with this
   * @param ring the keys to sign with; empty for reading only
   * @param expectedLedger the ledger's id, if known
   */
  public static Gateway of(
      GatewayClient client, Optional<KeyRing> ring, Optional<String> expectedLedger) {
    return new Gateway(client, ring, expectedLedger, false);
  }

  /** The same, but changes are tried only: the agent says what would become of them. */
  public Gateway rehearsing() {
    return new Gateway(client, ring, expectedLedger, true);
  }

  /** Calls as such. */
  public GatewayClient client() {
    return client;
  }

  /** Records as they are told. */
  public LedgerReader reader() {
    return reader;
  }

  /** Records as they can be believed. */
  public LedgerTrust trust() {
    LedgerTrust known = trust.orElseGet(() -> LedgerTrust.establish(reader, expectedLedger));
    trust = Optional.of(known);
    return known;
  }

  /** The signing keys. */
  KeyRing ring() {
    return ring.orElseThrow(
        () ->
            Problems.refused(
                401,
                "no-identity",
                "",
                "There is no identity to sign with",
                "Name one: --identity NAME, or make one: webgw identity new"));
  }

  /** Signing and sending. */
  public LedgerWriter writer() {
    return new LedgerWriter(
        client, reader, trust(), new RecordDrafts(trust(), reader, ring()), rehearse);
  }

  /** The identity's own record. */
  public Identities identities() {
    return new Identities(this);
  }

  /** Names. */
  public Reservations reservations() {
    return new Reservations(this);
  }

  /** Workloads. */
  public Workloads workloads() {
    return new Workloads(this);
  }

  /** Nodes, pools and grants. */
  public Providers providers() {
    return new Providers(this);
  }

  /** Certificates. */
  public Certificates certificates() {
    return new Certificates(client);
  }

  /** The time at the agent, from which terms count; the client's own if the agent tells none. */
  Instant agentTime() {
    try {
      JsonNode time = reader.summary().path("time");
      return Instant.parse(time.asString(""));
    } catch (DateTimeParseException | WireException e) {
      return client.clock().instant();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
