package io.webgateway.agent;

import io.webgateway.agent.management.port.Enrolment;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.name.DnsName;
import io.webgateway.rules.Refusal;
import java.util.List;
import java.util.Optional;

/** Gives the management API the node's word for its provider. */
final class NodeEnrolment implements Enrolment {
  private final Node node;
  private final io.webgateway.agent.pool.Enrolment enrolment;

  NodeEnrolment(Node node, io.webgateway.agent.pool.Enrolment enrolment) {
    this.node = node;
    this.enrolment = enrolment;
  }

  @Override
  public Outcome offer(IdentityId provider, String pool) {
    Optional<String> problem = DnsName.problemOf(pool);
    if (problem.isPresent()) {
      return new Declined(
          List.of(
              Refusal.invalid(
                  "bad-domain",
                  "/pool",
                  problem.get(),
                  "Name the pool by a domain such as gw.example.org")));
    }
    io.webgateway.agent.pool.Enrolment.Offer offer = enrolment.offer(provider, pool);
    return new Offer(
        offer.proof(),
        offer.admission(),
        offer.node(),
        offer.encryption(),
        node.tlsPin(),
        node.endpoints(),
        node.ledger());
  }
}
