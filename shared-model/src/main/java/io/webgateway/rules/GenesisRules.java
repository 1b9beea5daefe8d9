package io.webgateway.rules;

import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;

/** The ledger's own record. */
final class GenesisRules {
  private static final int MAX_OPERATORS = 16;
  private static final int MAX_DAYS = 3_660;

  private GenesisRules() {}

  static List<Refusal> decide(GenesisBody body, Decision decision) {
    LedgerParameters parameters = body.parameters();
    return Findings.all(
        Findings.keyIs(RecordKey.GENESIS, decision),
        Findings.text(body.title(), Findings.MAX_DISPLAY_NAME, "/body/title"),
        Findings.number(body.operators().size(), 1, MAX_OPERATORS, "/body/operators"),
        Findings.distinct(body.operators(), "double-operator", "/body/operators"),
        days(parameters.maxTermDays(), 1, "maxTermDays"),
        days(parameters.graceDays(), 0, "graceDays"),
        days(parameters.quarantineDays(), 7, "quarantineDays"),
        days(parameters.offerDays(), 1, "offerDays"),
        keepsPromises(parameters, decision));
  }

  /** Owners planned with these times; an operator must not take a name by shortening them. */
  private static List<Refusal> keepsPromises(LedgerParameters next, Decision decision) {
    boolean shorter =
        decision
            .currentBody(GenesisBody.class)
            .map(GenesisBody::parameters)
            .map(
                before ->
                    next.graceDays() < before.graceDays()
                        || next.quarantineDays() < before.quarantineDays())
            .orElse(false);
    return Findings.when(
        shorter,
        Refusal.notAllowed(
            "shorter-promise",
            "/body/parameters",
            "Grace and quarantine of a ledger can grow, and never shrink",
            "Keep them as long as they are"));
  }

  private static List<Refusal> days(int value, int min, String member) {
    return Findings.number(value, min, MAX_DAYS, "/body/parameters/" + member);
  }
}
