package io.webgateway.agent.management.token;

import io.webgateway.agent.management.call.CallHead;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Finds out who calls, by the token in {@code Authorization}. Any thread; reads the ledger. */
public final class CallerCheck {
  private static final String SCHEME = "bearer ";

  private final TokenCheck check;
  private final TakenTokens taken;
  private final LedgerReader ledger;
  private final InstantSource clock;

  /** A check for one node; takes no token from before now. */
  public CallerCheck(IdentityId node, TakenTokens taken, LedgerReader ledger, InstantSource clock) {
    this.check = new TokenCheck(node, clock.instant());
    this.taken = taken;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Whether the call has a token at all. */
  public static boolean hasToken(CallHead head) {
    return head.header("authorization").isPresent();
  }

  /**
   * Who calls; the token is taken by this.
   *
   * @param isRecord whether the body is a signed record, which needs no binding
   * @throws io.webgateway.agent.management.call.CallRefused when the token does not count
   */
  public Caller.Known caller(CallHead head, boolean isRecord, byte[] body) {
    Instant now = clock.instant();
    CallToken.Signed signed = parse(head);
    CallToken token = signed.token();
    check
        .form(token, now)
        .ifPresent(
            fault -> {
              throw fault.refusal();
            });
    boolean changes = !head.method().isSafe() && !isRecord;
    TokenCheck.Use use = new TokenCheck.Use(head.method().name(), head.uri(), changes);
    return switch (check.authority(signed, identity(token.iss()), use, body, now)) {
      case TokenCheck.Bad(TokenFault fault) -> throw fault.refusal();
      case TokenCheck.Good good -> {
        taken
            .take(token, now)
            .ifPresent(
                fault -> {
                  throw fault.refusal();
                });
        yield new Caller.Known(token.iss(), signed.keyId(), Instant.ofEpochSecond(token.exp()));
      }
    };
  }

  /** Whether a caller's token and key would still be good for reading. */
  public boolean stillReads(Caller.Known caller) {
    Instant now = clock.instant();
    TokenCheck.Use use = new TokenCheck.Use("GET", "", false);
    Optional<IdentityKey> key = identity(caller.id()).flatMap(body -> body.key(caller.keyId()));
    return now.isBefore(caller.tokenEnds())
        && key.filter(k -> TokenCheck.rights(k, use, now).isEmpty()).isPresent();
  }

  private Optional<IdentityBody> identity(IdentityId id) {
    return ledger.body(RecordKey.identity(id), IdentityBody.class);
  }

  private static CallToken.Signed parse(CallHead head) {
    String header =
        head.header("authorization").orElseThrow(TokenFault.TOKEN_MISSING::refusal).strip();
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw TokenFault.TOKEN_MISSING.refusal();
    }
    try {
      return CallToken.parse(header.substring(SCHEME.length()).strip());
    } catch (WireException | IllegalArgumentException e) {
      throw TokenFault.TOKEN_MALFORMED.refusal();
    }
  }
}
