package io.webgateway.wire;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import java.util.Collection;

/**
 * An operator's word that an identity may be a provider.
 *
 * @param ledger the ledger
 * @param provider the identity that is admitted
 */
public record ProviderAdmissionProof(String ledger, IdentityId provider) {
  private static final String TYPE = "webgw-admission+jws";
  private static final int MAX_BYTES = 2 * 1024;

  /** Signs it with an operator's key. */
  public String sign(SigningKey operatorKey) {
    return Jws.sign(TYPE, Json.write(this), operatorKey).compact();
  }

  /**
   * Reads and verifies an admission.
   *
   * @throws WireException when none of the operators signed it
   */
  public static ProviderAdmissionProof verify(String compact, Collection<PublicKey> operators) {
    Jws jws = Jws.parse(compact, TYPE, MAX_BYTES);
    if (operators.stream().noneMatch(jws::isSignedBy)) {
      throw new WireException("", "The admission is not signed by an operator of this ledger");
    }
    return Json.readExact(jws.payload(), ProviderAdmissionProof.class);
  }
}
