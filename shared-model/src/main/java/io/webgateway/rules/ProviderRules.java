package io.webgateway.rules;

import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters.ProviderAdmission;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.WireException;
import java.util.List;
import java.util.Optional;

/** Who may call themselves a provider. */
final class ProviderRules {
  private ProviderRules() {}

  static List<Refusal> decide(ProviderBody body, Decision decision) {
    return Findings.all(
        Findings.keyIs(RecordKey.provider(decision.signer()), decision),
        Findings.ownKey(decision),
        Findings.text(body.displayName(), Findings.MAX_DISPLAY_NAME, "/body/displayName"),
        Findings.text(body.contact(), Findings.MAX_TEXT, "/body/contact"),
        admission(body, decision));
  }

  private static List<Refusal> admission(ProviderBody body, Decision decision) {
    Optional<GenesisBody> genesis = decision.latest(RecordKey.GENESIS, GenesisBody.class);
    boolean open =
        decision.parameters().providerAdmission() == ProviderAdmission.OPEN
            || decision.current().isPresent();
    List<PublicKey> operators = genesis.map(GenesisBody::operators).orElse(List.of());
    boolean admitted =
        open || body.admission().map(a -> admits(a, operators, decision)).orElse(false);
    return Findings.when(
        !admitted,
        Refusal.notAllowed(
            "not-admitted",
            "/body/admission",
            "This ledger admits providers by an operator's signed word",
            "Enrol a node with the line that an operator's agent printed"));
  }

  private static boolean admits(String admission, List<PublicKey> operators, Decision decision) {
    try {
      ProviderAdmissionProof proof = ProviderAdmissionProof.verify(admission, operators);
      return proof.provider().equals(decision.signer())
          && proof.ledger().equals(decision.record().ledger());
    } catch (WireException e) {
      return false;
    }
  }
}
