package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the scanners that operators use find on a real listener. Compression is left to testssl:
 * Debian builds sslscan without it.
 */
class TlsScanIT {
  private static final Path SSLSCAN = Path.of("/usr/bin/sslscan");
  private static final Path TESTSSL = Path.of("/usr/bin/testssl");

  /** testssl.sh takes half a minute; sslscan is enough for every day. */
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));

  private static final String MODERN =
      "TLS_ECDHE_(ECDSA|RSA)_.*|ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)";

  @TempDir private Path folder;

  private static InProcessGateway gateway(boolean rsa) {
    InProcessGateway gateway = InProcessGateway.start();
    gateway
        .with(
            rsa
                ? TestCertificates.selfSignedRsa("localhost")
                : TestCertificates.selfSigned("localhost"))
        .apply();
    return gateway;
  }

  private List<String> run(int patienceSeconds, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readAllLines(output, StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").strip())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sslscanFindsNewVersionsAndSuitesOnly(boolean rsa) throws Exception {
    assumeTrue(Files.isExecutable(SSLSCAN), "sslscan is not installed");
    try (InProcessGateway gateway = gateway(rsa)) {
      List<String> report =
          run(
              50,
              SSLSCAN.toString(),
              "--no-colour",
              "--sni-name=localhost",
              "127.0.0.1:" + gateway.httpsPort());

      assertThat(lines(report, "(SSLv2|SSLv3|TLSv1\\.[0-3]) +(en|dis)abled"))
          .extracting(line -> line.replaceAll(" +", " "))
          .containsExactlyInAnyOrder(
              "SSLv2 disabled",
              "SSLv3 disabled",
              "TLSv1.0 disabled",
              "TLSv1.1 disabled",
              "TLSv1.2 enabled",
              "TLSv1.3 enabled");
      assertThat(lines(report, ".*vulnerable to heartbleed"))
          .allMatch(line -> line.contains("not vulnerable"));
      assertThat(lines(report, "Session renegotiation.*"))
          .isNotEmpty()
          .allMatch(line -> line.contains("not supported"));
      List<String> old = lines(report, "(Accepted|Preferred) +TLSv1\\.2 .*");
      assertThat(old)
          .hasSize(3)
          .allMatch(line -> line.matches(".* (" + MODERN + ") .*"), "is modern");
      assertThat(lines(report, "(Accepted|Preferred) +TLSv1\\.3 .*")).hasSize(3);
    }
  }

  @Test
  @Timeout(120)
  void testsslFindsNothingWeak() throws Exception {
    assumeTrue(ALL, "slow: ./webgw test --all");
    assumeTrue(Files.isExecutable(TESTSSL), "testssl.sh is not installed");
    try (InProcessGateway gateway = gateway(true)) {
      Path findings = folder.resolve("findings.csv");
      run(
          110,
          TESTSSL.toString(),
          "--quiet",
          "--warnings=off",
          "--color=0",
          "--ip=127.0.0.1",
          "--csvfile=" + findings,
          "--protocols",
          "--heartbleed",
          "--renegotiation",
          "--crime",
          "localhost:" + gateway.httpsPort());
      List<String> lines = Files.readAllLines(findings, StandardCharsets.ISO_8859_1);

      assertThat(lines).anyMatch(line -> line.matches("\"TLS1_3\",.*\"OK\".*offered.*"));
      assertThat(lines).anyMatch(line -> line.matches("\"TLS1_1\",.*\"INFO\".*not offered.*"));
      assertThat(lines).anyMatch(line -> line.matches("\"heartbleed\",.*\"OK\".*"));
      assertThat(lines.stream().filter(TlsScanIT::isWeak).toList()).isEmpty();
    }
  }

  /** A self-signed certificate is the test's, not the gateway's. */
  private static boolean isWeak(String line) {
    return line.matches(".*\"(LOW|MEDIUM|HIGH|CRITICAL)\".*")
        && !line.matches("\"(cert|DNS_CAA|OCSP).*");
  }

  private static List<String> lines(List<String> report, String pattern) {
    return report.stream().filter(line -> line.matches(pattern)).toList();
  }
}
