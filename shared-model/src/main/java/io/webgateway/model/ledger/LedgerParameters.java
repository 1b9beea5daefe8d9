package io.webgateway.model.ledger;

import java.time.Duration;

/**
 * What a ledger's operators fixed at its start.
 *
 * @param maxTermDays the longest term that one reservation or renewal may reach ahead
 * @param graceDays how long a lapsed name goes on being served
 * @param quarantineDays how long only the last owner may take a name back; at least 7
 * @param offerDays how long an offer of transfer may stay open
 * @param providerAdmission who may become a provider
 */
public record LedgerParameters(
    int maxTermDays,
    int graceDays,
    int quarantineDays,
    int offerDays,
    ProviderAdmission providerAdmission) {

  /** The largest signed record, in bytes of its compact form. */
  public static final int MAX_RECORD_BYTES = 8 * 1024;

  /** The largest sealed part, in bytes. */
  public static final int MAX_SEALED_BYTES = 64 * 1024;

  /** The most pools that one workload may be assigned to. */
  public static final int MAX_POOLS = 16;

  /** How far clocks may differ before a lapse ends a route. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  /** 365 days of term, 14 of grace, 30 of quarantine, 14 for offers, providers by invitation. */
  public static final LedgerParameters DEFAULT =
      new LedgerParameters(365, 14, 30, 14, ProviderAdmission.OPERATOR);

  /** The longest reach of a term. */
  public Duration maxTerm() {
    return Duration.ofDays(maxTermDays);
  }

  /** How long a lapsed name is served on. */
  public Duration grace() {
    return Duration.ofDays(graceDays);
  }

  /** How long a name rests before it is free. */
  public Duration quarantine() {
    return Duration.ofDays(quarantineDays);
  }

  /** How long an offer may stay open. */
  public Duration offer() {
    return Duration.ofDays(offerDays);
  }

  /** Who may become a provider. */
  public enum ProviderAdmission {
    /** Whoever an operator has signed an admission for. */
    OPERATOR,
    /** Everybody. */
    OPEN
  }
}
