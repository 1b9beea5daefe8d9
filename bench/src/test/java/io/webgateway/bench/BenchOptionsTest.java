package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  @Test
  void withoutOptionsThereAreAtLeastThreeRoundsOfAllProxies() {
    var options = BenchOptions.parse("http1");
    assertThat(options.rounds()).isGreaterThanOrEqualTo(3);
    assertThat(options.proxies()).containsExactly("ours", "nginx", "haproxy", "caddy", "direct");
    assertThat(options.quick()).isFalse();
  }

  @Test
  void severalBenchmarksAreNamedTogether() {
    assertThat(BenchOptions.parse("bulk,http1").benchmarks())
        .containsExactly(Benchmark.BULK, Benchmark.HTTP1);
    assertThat(BenchOptions.parse("all").benchmarks()).containsExactly(Benchmark.values());
  }

  @Test
  void optionsAfterQuickChangeIt() {
    var options = BenchOptions.parse("http1", "--quick", "--seconds", "3", "--only", "ours,nginx");
    assertThat(options.quick()).isTrue();
    assertThat(options.rounds()).isEqualTo(1);
    assertThat(options.seconds()).isEqualTo(3);
    assertThat(options.proxies()).containsExactly("ours", "nginx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no benchmark",
        "http1, | no benchmark ''",
        "http9 | no benchmark 'http9'",
        "http1 --rounds | lacks its value",
        "http1 --rounds 0 | --rounds takes",
        "http1 --seconds 1.5 | --seconds takes",
        "http1 --only apache | --only knows ours, nginx, haproxy, caddy, direct, not 'apache'",
        "http1 --fast 1 | no option '--fast'",
      })
  void wrongUseIsNamed(String arguments, String fault) {
    assertThatThrownBy(() -> BenchOptions.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }
}
