package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The certificate that every proxy serves: one P-256 key, made anew for each run. */
public final class SiteCertificate {
  private SiteCertificate() {}

  /** Writes {@code site.pem}, {@code site.key} and both in one file, as HAProxy wants them. */
  public static void write(Path folder) throws IOException, InterruptedException {
    Path chain = folder.resolve("site.pem");
    Path key = folder.resolve("site.key");
    Programs.Ended made =
        Programs.run(
            Map.of(),
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=bench",
                "-addext",
                "subjectAltName=DNS:" + Place.HOST,
                "-addext",
                "extendedKeyUsage=serverAuth",
                "-addext",
                "basicConstraints=CA:FALSE",
                "-keyout",
                key.toString(),
                "-out",
                chain.toString()));
    if (made.exitCode() != 0) {
      throw new BenchException("openssl made no certificate:\n" + made.output());
    }
    Files.writeString(
        folder.resolve("site-and-key.pem"), Files.readString(chain) + Files.readString(key));
  }
}
