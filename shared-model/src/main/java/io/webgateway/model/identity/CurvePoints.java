package io.webgateway.model.identity;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;

/**
 * Which encodings of curve points make a public key worthless. A key of small order has signatures
 * that fit every message, and shared secrets that everybody knows; a coordinate that is not reduced
 * is a second spelling of another key.
 */
final class CurvePoints {
  private static final int BYTES = 32;
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The y of the four points of order eight is this or its negative (curve of RFC 8032, 5.1). */
  private static final BigInteger ORDER_EIGHT_Y =
      new BigInteger(
          "2707385501144840649318225287225658788936804267575313519463743609750303402022");

  /** The y of all points of order 1, 2, 4 and 8 on Ed25519. */
  private static final Set<BigInteger> SMALL_ORDER_Y =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          ORDER_EIGHT_Y,
          P.subtract(ORDER_EIGHT_Y));

  /** The u of all points of small order on Curve25519 and on its twist (RFC 7748, section 7). */
  private static final Set<BigInteger> SMALL_ORDER_U =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          new BigInteger(
              "325606250916557431795983626356110631294008115727848805560023387167927233504"),
          new BigInteger(
              "39382357235489614581723060781553021112529911719440698176882885853963445705823"));

  private CurvePoints() {}

  /** Whether 32 bytes in base64url can be an Ed25519 public key worth having. */
  static boolean isUsableEd25519(String x) {
    BigInteger y = littleEndian(x).clearBit(BYTES * Byte.SIZE - 1);
    return y.compareTo(P) < 0 && !SMALL_ORDER_Y.contains(y);
  }

  /** Whether 32 bytes in base64url can be an X25519 public key worth having. */
  static boolean isUsableX25519(String x) {
    BigInteger u = littleEndian(x);
    return u.compareTo(P) < 0 && !SMALL_ORDER_U.contains(u);
  }

  private static BigInteger littleEndian(String x) {
    byte[] bytes = Base64.getUrlDecoder().decode(x);
    byte[] reversed = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      reversed[i] = bytes[BYTES - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
