package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** wrk: requests in clear, on each connection the next as soon as the last is answered. */
enum Wrk implements Load {
  /** Through HTTP, on connections that stay open. */
  REQUESTS(""),

  /** The same through a port whose bytes nobody looks at. */
  ROUND_TRIPS(""),

  /** Through that port too, each on a connection of its own. */
  CONNECTIONS("Connection: close");

  private final String field;

  Wrk(String field) {
    this.field = field;
  }

  @Override
  public String about(BenchOptions options) {
    String where = this == REQUESTS ? "" : ", " + name().toLowerCase(Locale.ROOT) + " over TCP";
    return String.join(" ", command(options, options.seconds())) + where;
  }

  @Override
  public List<String> needs() {
    return List.of("wrk");
  }

  @Override
  public Done run(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    int port = this == REQUESTS ? proxy.port() : proxy.tcpPort();
    List<String> words = new ArrayList<>(place.onLoadCore());
    words.addAll(command(options, seconds));
    words.addAll(List.of("-H", "Host: " + Place.HOST, "http://127.0.0.1:" + port + "/"));
    WrkReport wrk = WrkReport.parse(Programs.run(Map.of(), words).output());
    return new Done(
        wrk.requests(),
        wrk.seconds(),
        wrk.p50Micros(),
        wrk.p99Micros(),
        wrk.socketErrors(),
        wrk.badAnswers());
  }

  private List<String> command(BenchOptions options, int seconds) {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of("wrk", "-t1", "-c" + options.connections(), "-d" + seconds + "s", "--latency"));
    if (!field.isEmpty()) {
      all.addAll(List.of("-H", field));
    }
    return all;
  }
}
