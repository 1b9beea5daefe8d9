package io.webgateway.agent.certificate;

import io.webgateway.model.name.HostPattern;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** The three kinds of certificates that the node makes itself (RFC 5280). */
final class Templates {
  // Visitors' clocks may be a little behind the node's.
  private static final Duration BACKDATED = Duration.ofMinutes(10);
  private static final Duration LONG = Duration.ofDays(3650);

  private Templates() {}

  /** An authority that may issue server certificates only directly. */
  static X509Certificate authority(KeyPair pair, Instant now, SecureRandom random) {
    BigInteger serial = Keys.newSerial(random);
    String mark = serial.toString(16).substring(0, 8);
    X500Name name = new X500Name("CN=Web Gateway local authority " + mark);
    JcaX509v3CertificateBuilder builder =
        builder(name, serial, now, now.plus(LONG), name, pair.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers().createSubjectKeyIdentifier(pair.getPublic()));
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension could not be encoded", e);
    }
    return Keys.sign(builder, pair.getPrivate(), random);
  }

  /** A server certificate; names stand in its subject alternative name only. */
  static X509Certificate server(
      X509Certificate authority,
      PrivateKey authorityKey,
      PublicKey key,
      Collection<HostPattern> hosts,
      Instant now,
      Instant end,
      SecureRandom random) {
    X500Name issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    JcaX509v3CertificateBuilder builder =
        builder(issuer, Keys.newSerial(random), now, end, new X500Name(new RDN[0]), key);
    try {
      // Without a subject the alternative name must be critical (RFC 5280 4.2.1.6).
      addServerExtensions(builder, true, names(hosts).toList());
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers().createAuthorityKeyIdentifier(authority.getPublicKey()));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(key));
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension could not be encoded", e);
    }
    return Keys.sign(builder, authorityKey, random);
  }

  /** A certificate that is trusted by its pinned key, so that names and dates hardly matter. */
  static X509Certificate pinned(KeyPair pair, Instant now, SecureRandom random) {
    X500Name name = new X500Name("CN=Web Gateway management");
    JcaX509v3CertificateBuilder builder =
        builder(name, Keys.newSerial(random), now, now.plus(LONG), name, pair.getPublic());
    try {
      addServerExtensions(
          builder,
          false,
          List.of(
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")));
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension could not be encoded", e);
    }
    return Keys.sign(builder, pair.getPrivate(), random);
  }

  private static Stream<GeneralName> names(Collection<HostPattern> hosts) {
    return new TreeSet<>(hosts)
        .stream().map(host -> new GeneralName(GeneralName.dNSName, host.toString()));
  }

  private static void addServerExtensions(
      JcaX509v3CertificateBuilder builder, boolean namesCritical, List<GeneralName> names)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectAlternativeName,
        namesCritical,
        new GeneralNames(names.toArray(GeneralName[]::new)));
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer,
      BigInteger serial,
      Instant now,
      Instant end,
      X500Name subject,
      PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(now.minus(BACKDATED)), Date.from(end), subject, key);
  }

  private static JcaX509ExtensionUtils identifiers() {
    try {
      return new JcaX509ExtensionUtils();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1 for identifiers", e);
    }
  }
}
