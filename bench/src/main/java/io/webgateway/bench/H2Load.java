package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * h2load (of nghttp2): it speaks http2 and, with {@code --h1}, HTTP/1.1; each of its connections
 * makes a full handshake, because it keeps no sessions.
 */
enum H2Load implements Load {
  KEEP_ALIVE(true, "/", "--h1"),
  // So many connections at a time that the load generator is never waited for alone.
  HANDSHAKES(true, "/", "--h1 -n128 -c128"),
  // As many requests at a time as the others have, on an eighth of the connections.
  STREAMS(true, "/", "--npn-list=h2 -m8"),
  /** One connection through a port whose bytes nobody looks at. */
  STREAM_DOWN(false, "/64m", "--h1 -c1"),
  DOWN(false, "/64m", "--h1 -c2"),
  UP(false, "/up", "--h1 -c2"),
  TLS_DOWN(true, "/64m", "--h1 -c2"),
  TLS_UP(true, "/up", "--h1 -c2");

  // What the wall clock of one turn is worth in bodies: a turn that is asked to take 10 s moves 2.5
  // GiB.
  private static final int BODIES_PER_SECOND = 2;
  private static final int STREAMS_PER_CONNECTION = 8;
  // What is offered inside TLS, so that nobody does other work than the rest.
  private static final List<String> SAME_FOR_ALL =
      List.of("--tls13-ciphers=TLS_AES_128_GCM_SHA256", "--groups=X25519");
  private static final int TURNS = 3;
  private static final int LEAST_LIMIT_SECONDS = 30;
  private static final double BODY_GIB = Place.BODY_BYTES / (double) (1L << 30);

  private final boolean tls;
  private final String path;
  private final String words;

  H2Load(boolean tls, String path, String words) {
    this.tls = tls;
    this.path = path;
    this.words = words;
  }

  @Override
  public String about(BenchOptions options) {
    return String.join(" ", command(options, options.seconds()))
        + (this == HANDSHAKES ? ", again and again for " + options.seconds() + " s" : "");
  }

  @Override
  public List<String> needs() {
    return List.of("h2load", "openssl");
  }

  @Override
  public Done run(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    return switch (this) {
      case KEEP_ALIVE, STREAMS -> timed(place, proxy, options, seconds);
      case HANDSHAKES -> handshakes(place, proxy, options, seconds);
      case STREAM_DOWN, DOWN, TLS_DOWN, UP, TLS_UP -> bodies(place, proxy, options, seconds);
    };
  }

  private Done timed(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    Path log = place.folder().resolve("h2load.log");
    List<String> more = List.of("--log-file=" + log);
    H2LoadReport report = report(place, proxy, seconds, command(options, seconds), more);
    LatencyLog latencies = LatencyLog.read(log);
    Files.deleteIfExists(log);
    // Requests under way when the time is up are neither answered nor failed.
    return new Done(
        report.succeeded(),
        report.seconds(),
        latencies.percentileMicros(50),
        latencies.percentileMicros(99),
        report.errored(),
        report.badAnswers());
  }

  private Done handshakes(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    double done = 0;
    double took = 0;
    long errors = 0;
    long bad = 0;
    do {
      H2LoadReport report = report(place, proxy, seconds, command(options, seconds), List.of());
      done += report.succeeded();
      took += report.seconds();
      errors += report.errored() + report.failed();
      bad += report.badAnswers();
    } while (System.nanoTime() < end);
    return new Done(done, took, 0, 0, errors, bad);
  }

  private Done bodies(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    List<String> more = isUp() ? List.of("--data=" + place.body()) : List.of();
    H2LoadReport report = report(place, proxy, seconds, command(options, seconds), more);
    long wanted = report.succeeded() * (isUp() ? Place.ANSWER.length() : Place.BODY_BYTES);
    long bad = report.badAnswers() + (report.dataBytes() == wanted ? 0 : 1);
    return new Done(
        report.succeeded() * BODY_GIB,
        report.seconds(),
        0,
        0,
        report.errored() + report.failed(),
        bad);
  }

  private boolean isUp() {
    return this == UP || this == TLS_UP;
  }

  private H2LoadReport report(
      Place place, Running proxy, int seconds, List<String> command, List<String> more)
      throws IOException, InterruptedException {
    int port = this == STREAM_DOWN ? proxy.tcpPort() : tls ? proxy.tlsPort() : proxy.port();
    List<String> all = new ArrayList<>(place.onLoadCore());
    all.addAll(command);
    if (tls) {
      all.addAll(SAME_FOR_ALL);
    }
    all.addAll(more);
    all.add("--connect-to=127.0.0.1:" + port);
    all.add((tls ? "https://" : "http://") + Place.HOST + ":" + port + path);
    String output = patiently(all, LEAST_LIMIT_SECONDS + 3 * seconds);
    H2LoadReport report = H2LoadReport.parse(output);
    String wanted = this == STREAMS ? "h2" : "http/1.1";
    if (!report.protocol().equals(wanted) || (tls && !report.tls().equals("TLSv1.3"))) {
      throw new BenchException(
          "%s spoke %s over %s, which is no %s over TLSv1.3:%n%s"
              .formatted(proxy.about().name(), report.protocol(), report.tls(), wanted, output));
    }
    return report;
  }

  /**
   * A connection that opens only when the time is up makes h2load 1.52 go on for ever: then it has
   * another turn.
   */
  private static String patiently(List<String> command, int limitSeconds)
      throws IOException, InterruptedException {
    for (int turn = 0; turn < TURNS; turn++) {
      Optional<Programs.Ended> ended = Programs.run(Map.of(), command, limitSeconds);
      if (ended.isPresent()) {
        return ended.get().output();
      }
    }
    throw new BenchException(
        "h2load did not end within %d s, %d times: %s"
            .formatted(limitSeconds, TURNS, String.join(" ", command)));
  }

  private List<String> command(BenchOptions options, int seconds) {
    List<String> all = new ArrayList<>(List.of("h2load", "-t1"));
    all.addAll(List.of(words.split(" ", -1)));
    switch (this) {
      case KEEP_ALIVE -> all.addAll(List.of("-c" + options.connections(), "-D" + seconds));
      case STREAMS ->
          all.addAll(
              List.of(
                  "-c" + Math.max(1, options.connections() / STREAMS_PER_CONNECTION),
                  "-D" + seconds));
      case HANDSHAKES -> {}
      case STREAM_DOWN, DOWN, TLS_DOWN, UP, TLS_UP -> all.add("-n" + BODIES_PER_SECOND * seconds);
    }
    return all;
  }
}
