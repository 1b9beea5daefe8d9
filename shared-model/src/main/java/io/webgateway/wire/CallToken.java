package io.webgateway.wire;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.identity.Thumbprint;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token for calls of the management API: a JWT (RFC 7519) of at most five minutes, signed by one
 * of the caller's keys, good for one node and one call. Calls that change something other than
 * records are bound to method, URI and body as in RFC 9449.
 *
 * @param iss who calls
 * @param aud the node that is called
 * @param jti unique; a node takes it once
 * @param iat when it was made, seconds since 1970
 * @param exp when it ends, seconds since 1970
 * @param htm the call's method, on changes
 * @param htu the call's path and query, on changes
 * @param bh SHA-256 of the call's body, base64url, on changes
 */
public record CallToken(
    IdentityId iss,
    IdentityId aud,
    String jti,
    long iat,
    long exp,
    Optional<String> htm,
    Optional<String> htu,
    Optional<String> bh) {

  private static final long MAX_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final Pattern JTI = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  /** The longest life of a token. */
  public static final Duration MAX_LIFE = Duration.ofMinutes(5);

  private static final String TYPE = "webgw-call+jwt";
  private static final int MAX_BYTES = 4 * 1024;
  private static final int JTI_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses times that are none, and ids that could be guessed or are too long to remember. */
  public CallToken {
    if (iat < 0 || exp < 0 || iat > MAX_SECONDS || exp > MAX_SECONDS) {
      throw new IllegalArgumentException("A token's times are seconds since 1970");
    }
    if (!JTI.matcher(jti).matches()) {
      throw new IllegalArgumentException("A token's id is 16 to 64 characters of base64url");
    }
  }

  /** A token for a call that changes nothing, or that sends a signed record. */
  public static CallToken reading(IdentityId caller, IdentityId node, Instant now) {
    return new CallToken(
        caller,
        node,
        randomId(),
        now.getEpochSecond(),
        now.plus(MAX_LIFE).getEpochSecond(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A token for one change. */
  public static CallToken changing(
      IdentityId caller, IdentityId node, Instant now, String method, String uri, byte[] body) {
    CallToken reading = reading(caller, node, now);
    return new CallToken(
        caller,
        node,
        reading.jti,
        reading.iat,
        reading.exp,
        Optional.of(method),
        Optional.of(uri),
        Optional.of(Thumbprint.ofBytes(body)));
  }

  /** Whether the token is bound to this very call. */
  public boolean isBoundTo(String method, String uri, byte[] body) {
    return htm.equals(Optional.of(method))
        && htu.equals(Optional.of(uri))
        && bh.equals(Optional.of(Thumbprint.ofBytes(body)));
  }

  /** The token's text; a secret while it lives. */
  public String sign(SigningKey key) {
    return Jws.sign(TYPE, Json.write(this), key).compact();
  }

  /**
   * Reads a token; says nothing of its signature.
   *
   * @throws WireException when it is none
   */
  public static Signed parse(String compact) {
    Jws jws = Jws.parse(compact, TYPE, MAX_BYTES);
    return new Signed(jws, Json.readExact(jws.payload(), CallToken.class));
  }

  private static String randomId() {
    byte[] bytes = new byte[JTI_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A token with its signature. Prints without it. */
  public static final class Signed {
    private final Jws jws;
    private final CallToken token;

    private Signed(Jws jws, CallToken token) {
      this.jws = jws;
      this.token = token;
    }

    /** What the token says. */
    public CallToken token() {
      return token;
    }

    /** Thumbprint of the key that is said to have signed it. */
    public String keyId() {
      return jws.keyId();
    }

    /** Whether this key signed it. */
    public boolean isSignedBy(PublicKey key) {
      return jws.isSignedBy(key);
    }

    @Override
    public String toString() {
      return token.toString();
    }
  }
}
