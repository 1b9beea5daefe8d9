package io.webgateway.agent.certificate;

import java.util.Optional;

/**
 * What a tenant uploads. Never printed.
 *
 * @param chain certificates in PEM, the server's own first
 * @param key its private key in PEM: PKCS #8 or traditional, RSA or EC
 * @param passphrase opens the key when it is encrypted
 */
public record PemUpload(String chain, String key, Optional<String> passphrase) {
  @Override
  public String toString() {
    return "PemUpload[" + chain.length() + " characters of chain, key not shown]";
  }
}
