package io.webgateway.wire.pem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files in {@code resources/pem}. */
public final class PemSamples {
  /** An authority's certificate. */
  public static final String AUTHORITY = file("authority");

  /** A certificate that the authority signed. */
  public static final String CLIENT = file("client");

  /** Its key. */
  public static final String CLIENT_KEY = file("client-key");

  /** Another key. */
  public static final String RSA_KEY = file("rsa-key");

  /** The hash of the client's public key, as OpenSSL says it. */
  public static final String CLIENT_PIN = "pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY=";

  private PemSamples() {}

  /** The text of a file. */
  public static String file(String name) {
    try (InputStream file = PemSamples.class.getResourceAsStream("/pem/" + name + ".pem")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
