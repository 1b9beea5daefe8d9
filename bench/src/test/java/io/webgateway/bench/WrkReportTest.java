package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkReportTest {
  private static final String CLEAN =
      """
      Running 10s test @ http://127.0.0.1:18080/
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     1.93ms  611.21us  17.95ms   93.40%
          Req/Sec    33.32k     2.75k   37.90k    82.00%
        Latency Distribution
           50%  987.00us
           75%    2.03ms
           90%    2.38ms
           99%    4.21ms
        331564 requests in 10.10s, 398.42MB read
      Requests/sec:  32828.12
      Transfer/sec:     39.45MB
      """;

  @Test
  void everyFigureIsReadInOneUnit() {
    assertThat(WrkReport.parse(CLEAN)).isEqualTo(new WrkReport(331_564, 10.10, 987, 4_210, 0, 0));
  }

  @Test
  void faultsAreAddedUp() {
    var text =
        CLEAN.replace(
            "Requests/sec:",
            "  Socket errors: connect 1, read 2, write 3, timeout 4\n"
                + "  Non-2xx or 3xx responses: 7\nRequests/sec:");
    assertThat(WrkReport.parse(text).socketErrors()).isEqualTo(10);
    assertThat(WrkReport.parse(text).badAnswers()).isEqualTo(7);
  }

  @Test
  void secondsAndMinutesAreNotTakenForMilliseconds() {
    var slow = CLEAN.replace("4.21ms", "1.20s").replace("in 10.10s", "in 1.50m");
    assertThat(WrkReport.parse(slow).p99Micros()).isEqualTo(1_200_000);
    assertThat(WrkReport.parse(slow).seconds()).isEqualTo(90);
  }

  @Test
  void outputWithoutATotalIsRefusedWithWhatItSaid() {
    assertThatThrownBy(() -> WrkReport.parse("unable to connect to 127.0.0.1:1"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("unable to connect");
  }
}
