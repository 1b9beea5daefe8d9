package io.webgateway.agent.reconcile;

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

  private PemSamples() {}

  private static String file(String name) {
    try (InputStream file = PemSamples.class.getResourceAsStream("/pem/" + name + ".pem")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
