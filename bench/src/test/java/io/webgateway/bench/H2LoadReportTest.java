package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LoadReportTest {
  private static final String CLEAN =
      """
      starting benchmark...
      spawning thread #0: 8 total client(s). Timing-based test with 0s of warm-up time and 1s of main duration for measurements.
      Main benchmark duration is started for thread #0.
      TLS Protocol: TLSv1.3
      Cipher: TLS_AES_128_GCM_SHA256
      Server Temp Key: X25519 253 bits
      Application protocol: h2
      Stopped all clients for thread #0

      finished in 1.00s, 42326.00 req/s, 2.79MB/s
      requests: 42326 total, 42390 started, 42326 done, 42326 succeeded, 0 failed, 0 errored, 0 timeout
      status codes: 42326 2xx, 0 3xx, 0 4xx, 0 5xx
      traffic: 2.79MB (2920886) total, 1.94MB (2031648) headers (space savings 51.02%), 124.00KB (126978) data
                           min         max         mean         sd        +/- sd
      time for request:       86us      6.85ms      1.28ms      1.16ms    85.47%
      """;

  @Test
  void everyFigureIsRead() {
    assertThat(H2LoadReport.parse(CLEAN))
        .isEqualTo(new H2LoadReport(42_326, 0, 0, 0, 1.0, 126_978, "TLSv1.3", "h2"));
  }

  @Test
  void whatIsShorterThanASecondIsReadInSeconds() {
    var quick = CLEAN.replace("finished in 1.00s", "finished in 198.61ms");
    assertThat(H2LoadReport.parse(quick).seconds()).isEqualTo(0.19861);
  }

  @Test
  void inClearThereIsNoTls() {
    var clear = CLEAN.replaceAll("(?m)^(TLS|Cipher|Server).*$", "");
    assertThat(H2LoadReport.parse(clear).tls()).isEmpty();
  }

  @Test
  void failuresAndBadAnswersAreToldApart() {
    var bad =
        CLEAN
            .replace(
                "42326 succeeded, 0 failed, 0 errored", "42300 succeeded, 26 failed, 6 errored")
            .replace("0 4xx, 0 5xx", "15 4xx, 5 5xx");
    assertThat(H2LoadReport.parse(bad))
        .isEqualTo(new H2LoadReport(42_300, 26, 6, 20, 1.0, 126_978, "TLSv1.3", "h2"));
  }

  @Test
  void anythingElseIsRefusedWithWhatItSaid() {
    assertThatThrownBy(() -> H2LoadReport.parse("could not connect to host"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("could not connect");
  }

  @Test
  void percentilesComeFromTheLogOfRequests(@TempDir Path folder) throws IOException {
    var log = folder.resolve("log");
    var lines = new StringBuilder();
    for (int i = 100; i >= 1; i--) {
      lines.append("1795694064928619\t200\t").append(i * 10).append('\n');
    }
    Files.writeString(log, lines);
    assertThat(LatencyLog.read(log).percentileMicros(50)).isEqualTo(500);
    assertThat(LatencyLog.read(log).percentileMicros(99)).isEqualTo(990);
  }

  @Test
  void anEmptyLogTellsNothing(@TempDir Path folder) throws IOException {
    var log = Files.createFile(folder.resolve("log"));
    assertThat(LatencyLog.read(log).percentileMicros(99)).isZero();
  }
}
