package io.webgateway.agent.proxy.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.webgateway.agent.routing.TlsIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What the keys of session tickets (RFC 5077, RFC 8446 section 4.6.1) are derived from: a secret
 * that seals new tickets, and up to two older ones that still open theirs. Each identity gets keys
 * of its own by HKDF (RFC 5869), so a ticket of one is noise to every other. The same secrets give
 * the same keys on every machine: nodes that share these share sessions. Immutable; never printed.
 */
final class TicketSecrets {
  private static final int SECRET_BYTES = 32;
  private static final int KEPT = 3;
  private static final byte[] PURPOSE =
      "webgw tls session ticket 1".getBytes(StandardCharsets.UTF_8);

  private final List<byte[]> newestFirst;

  private TicketSecrets(List<byte[]> newestFirst) {
    this.newestFirst = newestFirst;
  }

  /**
   * From secrets that were made elsewhere.
   *
   * @param newestFirst 1 to 3 of 32 random bytes each
   */
  static TicketSecrets of(List<byte[]> newestFirst) {
    if (newestFirst.isEmpty()
        || newestFirst.size() > KEPT
        || newestFirst.stream().anyMatch(secret -> secret.length != SECRET_BYTES)) {
      throw new IllegalArgumentException(
          "wanted 1 to " + KEPT + " secrets of " + SECRET_BYTES + " bytes");
    }
    return new TicketSecrets(newestFirst.stream().map(byte[]::clone).toList());
  }

  /** A first secret. */
  static TicketSecrets random(SecureRandom random) {
    return new TicketSecrets(List.of(secret(random)));
  }

  /** The same with a new secret in front; the one before the last two is forgotten. */
  TicketSecrets rotated(SecureRandom random) {
    List<byte[]> next = new ArrayList<>(KEPT);
    next.add(secret(random));
    next.addAll(newestFirst.subList(0, Math.min(newestFirst.size(), KEPT - 1)));
    return new TicketSecrets(List.copyOf(next));
  }

  /** The keys of one identity, the sealing one first. */
  OpenSslSessionTicketKey[] keysOf(TlsIdentity identity) {
    byte[] name = nameOf(identity);
    return newestFirst.stream()
        .map(secret -> derive(secret, name))
        .toArray(OpenSslSessionTicketKey[]::new);
  }

  /** 32 bytes that no two identities share. */
  static byte[] nameOf(TlsIdentity identity) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    append(all, PURPOSE);
    append(all, identity.fingerprint().getBytes(StandardCharsets.UTF_8));
    append(all, identity.tenant().getBytes(StandardCharsets.UTF_8));
    append(all, identity.purpose().name().getBytes(StandardCharsets.UTF_8));
    append(all, identity.policy().minVersion().name().getBytes(StandardCharsets.UTF_8));
    ClientAuthority clients = ClientAuthority.of(identity.policy().clientCertificates());
    append(all, clients.demand().name().getBytes(StandardCharsets.UTF_8));
    try {
      for (X509Certificate authority : clients.authorities()) {
        append(all, authority.getEncoded());
      }
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("an identity has a form that cannot be written", e);
    }
  }

  /** With its length, so that no two lists of parts look the same. */
  private static void append(ByteArrayOutputStream all, byte[] part) {
    all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    all.writeBytes(part);
  }

  private static OpenSslSessionTicketKey derive(byte[] secret, byte[] name) {
    int hmacAt = OpenSslSessionTicketKey.NAME_SIZE;
    int aesAt = hmacAt + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
    try {
      byte[] all =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(secret)
                      .thenExpand(name, OpenSslSessionTicketKey.TICKET_KEY_SIZE));
      return new OpenSslSessionTicketKey(
          Arrays.copyOfRange(all, 0, hmacAt),
          Arrays.copyOfRange(all, hmacAt, aesAt),
          Arrays.copyOfRange(all, aesAt, all.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no HKDF", e);
    }
  }

  private static byte[] secret(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  @Override
  public String toString() {
    return "TicketSecrets[" + newestFirst.size() + "]";
  }
}
