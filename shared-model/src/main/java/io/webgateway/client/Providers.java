package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** What providers do: enrol nodes into pools, and give grants. */
public final class Providers {
  private final Gateway gateway;

  Providers(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * How a node is to be enrolled.
   *
   * @param pool the domain of the pool that it joins; made when it is not there
   * @param admission whose workloads a new pool serves
   * @param displayName what people call the provider
   * @param contact how tenants reach the provider
   */
  public record Enrolment(
      String pool, PoolAdmission admission, String displayName, String contact) {}

  /**
   * A node that was enrolled.
   *
   * @param proof what it says of itself
   * @param record its record
   */
  public record Enrolled(NodeProof proof, Submitted record) {
    /** The node's id. */
    public IdentityId node() {
      return proof.key().identity();
    }
  }

  /**
   * Enrols the node at the other end of a unix socket: asks it for its proof, then publishes
   * provider, pool and node, each signed by the provider's key.
   */
  public Enrolled enrol(Enrolment wanted) {
    IdentityId me = gateway.ring().identity();
    JsonNode answer =
        Json.readTree(
            gateway
                .client()
                .change(
                    "POST",
                    "/v1/enrolment",
                    Json.write(Map.of("provider", me.value(), "pool", wanted.pool())),
                    Map.of())
                .body());
    String compact = answer.path("proof").asString("");
    NodeProof proof = verified(compact, me, wanted.pool());
    Optional<String> admission =
        Optional.of(answer.path("admission").asString("")).filter(text -> !text.isEmpty());
    publishProvider(me, wanted, admission);
    publishPool(me, wanted, proof);
    IdentityId node = proof.key().identity();
    Submitted record =
        gateway
            .writer()
            .change(RecordKey.node(node), "/v1/nodes/" + node.value(), _ -> proof.body(compact));
    return new Enrolled(proof, record);
  }

  private NodeProof verified(String compact, IdentityId me, String pool) {
    try {
      NodeProof proof = NodeProof.verify(compact);
      if (!proof.provider().equals(me)
          || !proof.pool().equals(pool)
          || !proof.ledger().equals(gateway.trust().ledger())) {
        throw new UntrustedException("The node's proof is for another enrolment");
      }
      return proof;
    } catch (WireException e) {
      throw new UntrustedException("The node's proof is not valid: " + e.getMessage(), e);
    }
  }

  private void publishProvider(IdentityId me, Enrolment wanted, Optional<String> admission) {
    if (gateway.reader().latest(RecordKey.provider(me)).isPresent()) {
      return;
    }
    gateway
        .writer()
        .change(
            RecordKey.provider(me),
            "/v1/providers/" + me.value(),
            _ -> new ProviderBody(wanted.displayName(), wanted.contact(), admission));
  }

  private void publishPool(IdentityId me, Enrolment wanted, NodeProof proof) {
    RecordKey key = RecordKey.pool(wanted.pool());
    IdentityId node = proof.key().identity();
    boolean isMember =
        gateway
            .reader()
            .body(key, PoolBody.class)
            .map(pool -> pool.provider().equals(me) && pool.members().contains(node))
            .orElse(false);
    if (!isMember) {
      gateway
          .writer()
          .change(
              key,
              "/v1/pools/" + wanted.pool(),
              current ->
                  current
                      .map(record -> withMember((PoolBody) record.body(), node))
                      .orElseGet(
                          () ->
                              new PoolBody(
                                  me, wanted.admission(), proof.encryption(), List.of(node))));
    }
  }

  private static PoolBody withMember(PoolBody pool, IdentityId node) {
    List<IdentityId> members = new ArrayList<>(pool.members());
    if (!members.contains(node)) {
      members.add(node);
    }
    return new PoolBody(pool.provider(), pool.admission(), pool.encryption(), members);
  }

  /**
   * Gives or changes a grant of the signer.
   *
   * @param first the grant to start from when there is none yet
   * @param change what is to be different
   */
  public Submitted grant(IdentityId to, GrantBody first, UnaryOperator<GrantBody> change) {
    IdentityId me = gateway.ring().identity();
    return gateway
        .writer()
        .change(
            RecordKey.grant(me, to),
            "/v1/grants/" + me.value() + "/" + to.value(),
            current ->
                change.apply(current.map(record -> (GrantBody) record.body()).orElse(first)));
  }

  /** Gives or changes a grant of the signer; what the terms do not name stays as it is. */
  public Submitted grant(GrantTerms terms) {
    return grant(terms.to(), emptyGrant(terms.until()), terms::on);
  }

  /** A grant of nothing that a change can start from. */
  public static GrantBody emptyGrant(Instant notAfter) {
    return new GrantBody(0, 0, 0, List.of(), false, notAfter, List.of(), List.of());
  }

  /**
   * The provider whose grant the signer's next reservation counts against, when none was named: the
   * provider of this node, else the only one that has given a grant.
   */
  public IdentityId sponsor() {
    IdentityId me = gateway.ring().identity();
    Optional<IdentityId> ofNode =
        gateway
            .client()
            .node()
            .flatMap(node -> gateway.reader().body(RecordKey.node(node), NodeBody.class))
            .map(NodeBody::provider)
            .filter(provider -> gateway.reader().latest(RecordKey.grant(provider, me)).isPresent());
    return ofNode.orElseGet(() -> onlyGrantor(me));
  }

  private IdentityId onlyGrantor(IdentityId me) {
    List<IdentityId> grantors = new ArrayList<>();
    gateway
        .reader()
        .each(
            "grant/",
            (AcceptedRecord record) -> {
              List<String> segments = record.signed().key().segments();
              if (segments.getLast().equals(me.value())) {
                grantors.add(new IdentityId(segments.getFirst()));
              }
            });
    if (grantors.size() == 1) {
      return grantors.getFirst();
    }
    throw grantors.isEmpty()
        ? Problems.refused(
            403,
            "no-grant",
            "/body/sponsor",
            "No provider has given you a grant",
            "Send a provider your identity id " + me.value() + " and ask for one: webgw grant")
        : Problems.refused(
            409,
            "several-sponsors",
            "/body/sponsor",
            "Several providers have given you grants",
            "Name the one to count against: --sponsor PROVIDER");
  }
}
