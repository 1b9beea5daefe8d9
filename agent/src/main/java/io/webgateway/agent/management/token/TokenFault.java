package io.webgateway.agent.management.token;

import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import java.util.Locale;

/** Why a token does not count: constant texts, so that nothing of the token is ever repeated. */
public enum TokenFault {
  TOKEN_MISSING("The call has no token", "Send Authorization: Bearer and a token of your own"),
  TOKEN_MALFORMED("The token is not well formed", "Make a new token"),
  TOKEN_AUDIENCE(
      "The token is for another node", "Name this node's id as audience: GET /v1/ledger"),
  TOKEN_LIFE("The token's life is not between 1 second and 5 minutes", "Make it live 5 minutes"),
  TOKEN_EXPIRED("The token has expired", "Make a new token; check the clock if it stays"),
  TOKEN_EARLY("The token is from the future", "Check the clock, then make a new token"),
  TOKEN_BEFORE_START("The token is older than this run of the node", "Make a new token"),
  UNKNOWN_IDENTITY(
      "The token's identity is not on this ledger",
      "Publish the identity first: webgw identity new"),
  UNKNOWN_KEY(
      "The token is not signed by a key that its identity lists now",
      "Sign with a key in force: webgw identity show"),
  KEY_EXPIRED(
      "The key that signed the token has expired", "Sign with another key: webgw identity show"),
  KEY_USE("The key that signed the token may not log in", "Sign with a key of use login or own"),
  KEY_VIEWS_ONLY(
      "The key that signed the token may only read", "Sign with a key of use login or own"),
  TOKEN_BINDING(
      "The token is not bound to this method, path and body",
      "Sign htm, htu and bh for this very call"),
  TOKEN_REPLAYED("The token was used before", "Make a new token for each call"),
  TOKENS_TOO_MANY(
      "The identity made more calls in a few minutes than one may", "Wait, then call less often"),
  TOKEN_MEMORY_FULL(
      "The node cannot remember more tokens now, so it takes none", "Try again in a minute");

  private final String fault;
  private final String cure;

  TokenFault(String fault, String cure) {
    this.fault = fault;
    this.cure = cure;
  }

  /** The word for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The refusal. */
  public CallRefused refusal() {
    return switch (this) {
      case TOKEN_MEMORY_FULL -> Faults.unavailable(code(), fault, cure);
      case TOKENS_TOO_MANY -> Faults.of(429, code(), "Too many calls", "", fault, cure);
      case KEY_USE, KEY_VIEWS_ONLY -> Faults.notAllowed(code(), fault, cure);
      case TOKEN_MISSING,
          TOKEN_MALFORMED,
          TOKEN_AUDIENCE,
          TOKEN_LIFE,
          TOKEN_EXPIRED,
          TOKEN_EARLY,
          TOKEN_BEFORE_START,
          UNKNOWN_IDENTITY,
          UNKNOWN_KEY,
          KEY_EXPIRED,
          TOKEN_BINDING,
          TOKEN_REPLAYED ->
          Faults.unauthorized(code(), fault, cure);
    };
  }
}
