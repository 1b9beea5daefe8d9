package io.webgateway.agent.certificate;

import java.util.Locale;

/**
 * One thing that is wrong with an upload. Neither text ever repeats a part of a key or passphrase.
 *
 * @param kind what kind of fault; names the field and gives programs a stable code
 * @param fault what is wrong
 * @param cure what would be right
 */
public record CertificateProblem(Kind kind, String fault, String cure) {

  /** The part of an upload that a problem is about. */
  public enum Field {
    /** The certificates. */
    CHAIN,
    /** The private key. */
    KEY,
    /** The passphrase of the private key. */
    PASSPHRASE,
    /** The hosts that the certificate is for. */
    HOSTS;

    /** The name of the field in requests, in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Every fault that the check can find. */
  public enum Kind {
    CHAIN_MISSING(Field.CHAIN),
    CHAIN_UNREADABLE(Field.CHAIN),
    CHAIN_TOO_LONG(Field.CHAIN),
    CHAIN_HAS_KEY(Field.CHAIN),
    CHAIN_OUT_OF_ORDER(Field.CHAIN),
    CHAIN_BAD_SIGNATURE(Field.CHAIN),
    CHAIN_WEAK_SIGNATURE(Field.CHAIN),
    CHAIN_ISSUER_NOT_AUTHORITY(Field.CHAIN),
    CHAIN_INCOMPLETE(Field.CHAIN),
    CERTIFICATE_IS_AUTHORITY(Field.CHAIN),
    CERTIFICATE_NOT_FOR_SERVERS(Field.CHAIN),
    CERTIFICATE_WITHOUT_NAMES(Field.CHAIN),
    CERTIFICATE_SELF_SIGNED(Field.CHAIN),
    NOT_YET_VALID(Field.CHAIN),
    EXPIRED(Field.CHAIN),
    EXPIRES_SOON(Field.CHAIN),
    UNKNOWN_CRITICAL_EXTENSION(Field.CHAIN),
    KEY_TOO_WEAK(Field.CHAIN),
    KEY_KIND_UNKNOWN(Field.CHAIN),
    HOST_NOT_COVERED(Field.HOSTS),
    KEY_MISSING(Field.KEY),
    KEY_UNREADABLE(Field.KEY),
    KEY_SEVERAL(Field.KEY),
    KEY_DOES_NOT_MATCH(Field.KEY),
    PASSPHRASE_MISSING(Field.PASSPHRASE),
    PASSPHRASE_WRONG(Field.PASSPHRASE);

    private final Field field;

    Kind(Field field) {
      this.field = field;
    }

    /** The part of the upload that is at fault. */
    public Field field() {
      return field;
    }

    /** The stable word for programs, for example {@code key-does-not-match}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String toString() {
    return kind.field().word() + ": " + fault + " " + cure;
  }
}
