package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.net.URI;

/**
 * Learns the TLS key of a node whose id is known. The first connection trusts nobody: it fetches
 * the node's record, in which the node's own key (of which its id is the thumbprint) signs the TLS
 * key to expect, and compares that with the key that this very connection showed.
 */
public final class FirstContact {
  private FirstContact() {}

  /**
   * The pin to use from now on.
   *
   * @param base {@code https://host:port} of the node's management API
   * @param node the node's id, from a place that is trusted
   * @throws UntrustedException when whoever answers is not that node
   * @throws UnreachableException when nobody answers
   */
  public static String pin(URI base, IdentityId node) {
    try (TlsTransport transport = TlsTransport.unverified(base)) {
      TlsTransport.Shown shown =
          transport.sendAndSeeKey(Call.get("/v1/ledger/records/" + RecordKey.node(node)));
      if (shown.answer().status() == 404) {
        throw new UntrustedException(
            base + " knows no node " + node.shortForm() + " on its ledger: is it enrolled?");
      }
      Problems.refuseFailures(shown.answer());
      return verified(base, node, shown);
    } catch (IOException e) {
      throw new UnreachableException(base + " does not answer: " + Problems.reasonOf(e), e);
    }
  }

  private static String verified(URI base, IdentityId node, TlsTransport.Shown shown) {
    NodeProof proof = proof(base, shown.answer().body());
    if (!proof.key().identity().equals(node)) {
      throw new UntrustedException(base + " answers with the proof of another node");
    }
    if (!proof.tlsPin().equals(shown.pin())) {
      throw new UntrustedException(
          base + " shows another TLS key than node " + node.shortForm() + " has signed");
    }
    return proof.tlsPin();
  }

  private static NodeProof proof(URI base, String pair) {
    try {
      AcceptedRecord record = ReceiptCodec.parsePair(pair.strip());
      if (record.body() instanceof NodeBody body) {
        return NodeProof.verify(body.proof());
      }
      throw new UntrustedException(base + " answers with something else than a node's record");
    } catch (WireException e) {
      throw new UntrustedException(base + " answers with no valid record: " + e.getMessage(), e);
    }
  }
}
