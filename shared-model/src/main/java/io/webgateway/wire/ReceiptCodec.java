package io.webgateway.wire;

import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.SignedReceipt;
import java.util.Optional;

/** Receipts as text and back, and the stored pair of a record and its receipt. */
public final class ReceiptCodec {
  /** The {@code typ} of a receipt's JWS. */
  public static final String TYPE = "webgw-receipt+jws";

  private static final int MAX_BYTES = 2 * 1024;

  private ReceiptCodec() {}

  /** Signs a receipt. */
  public static SignedReceipt sign(Receipt receipt, SigningKey operatorKey) {
    return parse(Jws.sign(TYPE, Json.write(receipt), operatorKey).compact());
  }

  /**
   * Reads a receipt; says nothing of the signature.
   *
   * @throws WireException when it is none
   */
  public static SignedReceipt parse(String compact) {
    Jws jws = Jws.parse(compact, TYPE, MAX_BYTES);
    return new SignedReceipt(compact, jws.keyId(), Json.readExact(jws.payload(), Receipt.class));
  }

  /** Whether the signature is this key's. */
  public static boolean isSignedBy(SignedReceipt signed, PublicKey key) {
    return new Jws(signed.compact(), signed.keyId(), Optional.empty(), "").isSignedBy(key);
  }

  /** The form in which a record and its receipt are stored together. */
  public static String pair(AcceptedRecord accepted) {
    return accepted.signed().compact() + "\n" + accepted.receipt().compact();
  }

  /**
   * Reads what {@link #pair} wrote; says nothing of the signatures.
   *
   * @throws WireException when it is no such pair
   */
  public static AcceptedRecord parsePair(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 2) {
      throw new WireException("", "A stored record is two lines: the record and its receipt");
    }
    return new AcceptedRecord(RecordCodec.parse(lines[0]), parse(lines[1]));
  }
}
