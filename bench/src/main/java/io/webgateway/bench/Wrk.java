package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** wrk: requests in clear on connections that stay open, each as soon as the last is answered. */
record Wrk() implements Load {
  @Override
  public String about(BenchOptions options) {
    return String.join(" ", command(options, options.seconds()));
  }

  @Override
  public List<String> needs() {
    return List.of("wrk");
  }

  @Override
  public Done run(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(place.onLoadCore());
    words.addAll(command(options, seconds));
    words.addAll(List.of("-H", "Host: " + Place.HOST, "http://127.0.0.1:" + proxy.port() + "/"));
    WrkReport wrk = WrkReport.parse(Programs.run(Map.of(), words).output());
    return new Done(
        wrk.requests(),
        wrk.seconds(),
        wrk.p50Micros(),
        wrk.p99Micros(),
        wrk.socketErrors(),
        wrk.badAnswers());
  }

  private static List<String> command(BenchOptions options, int seconds) {
    return List.of("wrk", "-t1", "-c" + options.connections(), "-d" + seconds + "s", "--latency");
  }
}
