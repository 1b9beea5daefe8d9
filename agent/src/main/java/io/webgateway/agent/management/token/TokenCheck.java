package io.webgateway.agent.management.token;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.CallToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a token counts for a call. Pure: looks at no clock, no store and no memory of
 * tokens.
 *
 * @param node the audience that it must have
 * @param startedAt since when the memory of taken tokens goes back; older tokens may have been
 *     taken before
 */
public record TokenCheck(IdentityId node, Instant startedAt) {
  /** How far the caller's clock may differ. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /**
   * The call that the token came with.
   *
   * @param method as sent
   * @param uri path and query as sent
   * @param changes whether the call changes something other than records
   */
  public record Use(String method, String uri, boolean changes) {}

  /** What the check says. */
  public sealed interface Verdict {}

  /** The token counts, if it was not taken before. */
  public record Good(IdentityKey key) implements Verdict {}

  /** It does not. */
  public record Bad(TokenFault fault) implements Verdict {}

  /**
   * The part that needs nothing but the token: so a bad one never costs a look at the ledger.
   *
   * @return what is wrong, if anything
   */
  public Optional<TokenFault> form(CallToken token, Instant now) {
    Instant issued = Instant.ofEpochSecond(token.iat());
    Instant ends = Instant.ofEpochSecond(token.exp());
    if (!token.aud().equals(node)) {
      return Optional.of(TokenFault.TOKEN_AUDIENCE);
    }
    if (!ends.isAfter(issued) || ends.isAfter(issued.plus(CallToken.MAX_LIFE))) {
      return Optional.of(TokenFault.TOKEN_LIFE);
    }
    if (!now.isBefore(ends.plus(CLOCK_SKEW))) {
      return Optional.of(TokenFault.TOKEN_EXPIRED);
    }
    if (issued.isAfter(now.plus(CLOCK_SKEW))) {
      return Optional.of(TokenFault.TOKEN_EARLY);
    }
    boolean fromBefore = token.iat() < startedAt.getEpochSecond();
    return fromBefore ? Optional.of(TokenFault.TOKEN_BEFORE_START) : Optional.empty();
  }

  /**
   * The part that needs the identity.
   *
   * @param signed a token whose {@link #form} is good
   * @param identity the newest record of the identity that it names
   * @param body the call's body
   */
  public Verdict authority(
      CallToken.Signed signed, Optional<IdentityBody> identity, Use use, byte[] body, Instant now) {
    if (identity.isEmpty()) {
      return new Bad(TokenFault.UNKNOWN_IDENTITY);
    }
    Optional<IdentityKey> key = identity.get().key(signed.keyId());
    if (key.isEmpty() || !signed.isSignedBy(key.get().key())) {
      return new Bad(TokenFault.UNKNOWN_KEY);
    }
    Optional<TokenFault> fault = rights(key.get(), use, now);
    if (fault.isPresent()) {
      return new Bad(fault.get());
    }
    boolean unbound = use.changes() && !signed.token().isBoundTo(use.method(), use.uri(), body);
    return unbound ? new Bad(TokenFault.TOKEN_BINDING) : new Good(key.get());
  }

  /** What stands against a key's being used; also asked again while a stream is open. */
  public static Optional<TokenFault> rights(IdentityKey key, Use use, Instant now) {
    if (!key.isAlive(now)) {
      return Optional.of(TokenFault.KEY_EXPIRED);
    }
    if (key.uses().contains(KeyUse.OWN) || key.uses().contains(KeyUse.LOGIN)) {
      return Optional.empty();
    }
    if (!key.uses().contains(KeyUse.VIEW)) {
      return Optional.of(TokenFault.KEY_USE);
    }
    return use.method().equals("GET") || use.method().equals("HEAD")
        ? Optional.empty()
        : Optional.of(TokenFault.KEY_VIEWS_ONLY);
  }
}
