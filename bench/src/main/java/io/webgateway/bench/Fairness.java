package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import io.webgateway.bench.SteadyVisitor.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one tenant's flood does to another's visitors: tenant B has a modest steady rate; tenant A
 * floods with as many requests as it can, first without a limit, then under a ceiling of its grant.
 * The gateway has one core; the flood is nice to the visitor on the other, so that what is measured
 * is the gateway.
 */
final class Fairness {
  static final String NAME = "fairness";

  private static final String CALM_HOST = "calm.gw.localhost";
  private static final int VISITOR_CONNECTIONS = 8;
  private static final int VISITOR_REQUESTS_PER_SECOND = 25;
  private static final int FLOOD_CONNECTIONS = 128;
  private static final String CEILING_REQUESTS_PER_SECOND = "500";
  private static final int PATIENCE_SECONDS = 60;

  private final boolean quick;
  private final Programs programs;

  Fairness(boolean quick, Programs programs) {
    this.quick = quick;
    this.programs = programs;
  }

  /**
   * One part of a run.
   *
   * @param what happened meanwhile
   * @param visitor what B's visitor saw
   * @param floodPerSecond answers that A got
   * @param refusedPerSecond of them 429
   * @param timesP50 B's p50 in units of B's p50 alone
   * @param timesP99 B's p99 in units of B's p99 alone
   */
  record Part(
      String what,
      Seen visitor,
      double floodPerSecond,
      double refusedPerSecond,
      double timesP50,
      double timesP99) {}

  /** What is written. */
  record Result(
      String benchmark,
      String time,
      Map<String, String> machine,
      String load,
      Report.Participant about,
      List<Part> parts) {}

  /** Measures; answers whether B was served throughout. */
  boolean run() throws IOException, InterruptedException {
    for (String tool : List.of("nginx", "openssl", "taskset", "wrk", "nice")) {
      if (!Programs.has(tool)) {
        throw new BenchException("'" + tool + "' is needed; see bench/debian-packages");
      }
    }
    try (RunFolder folder = RunFolder.create();
        programs) {
      return run(folder.path());
    }
  }

  private boolean run(Path folder) throws IOException, InterruptedException {
    Instant began = Instant.now();
    List<Integer> cores = Machine.cores();
    if (cores.size() < 2) {
      throw new BenchException("two cores are needed: one for the gateway, one for all others");
    }
    Path home = Path.of(System.getProperty("webgw.home", "")).toAbsolutePath();
    Place place =
        new Place(folder, home, cores.get(0), cores.get(1), Place.freePort(), Place.freePort());
    Programs.run(
        Map.of(),
        List.of(
            "taskset",
            "-a",
            "-c",
            "-p",
            Integer.toString(place.loadCore()),
            Long.toString(ProcessHandle.current().pid())));
    SiteCertificate.write(folder);
    programs.start(
        place.loadCore(),
        List.of("nginx", "-e", "stderr", "-c", place.settings("backend.conf", Map.of()).toString()),
        Map.of(),
        folder.resolve("backend.log"));
    FirstVisit.await("the backend", place.backendPort());
    Running ours = new Ours().start(place, programs);
    publishCalm(place, ours.port());
    List<Part> parts = parts(place, ours);
    tell(
        new Result(
            NAME,
            began.truncatedTo(ChronoUnit.SECONDS).toString(),
            Machine.facts(),
            load(),
            ours.about(),
            parts),
        home);
    return parts.stream().allMatch(part -> part.visitor().bad() == 0);
  }

  private static String load() {
    return "B: %d connections of %d requests/s each; A: nice -n 19 wrk -t1 -c%d; ceiling: %s requests/s"
        .formatted(
            VISITOR_CONNECTIONS,
            VISITOR_REQUESTS_PER_SECOND,
            FLOOD_CONNECTIONS,
            CEILING_REQUESTS_PER_SECOND);
  }

  /** The second tenant and its workload. */
  private void publishCalm(Place place, int port) throws IOException, InterruptedException {
    Path workload = place.folder().resolve("calm.yaml");
    Files.writeString(
        workload,
        Files.readString(place.folder().resolve("workload.yaml"))
            .replace("namespace: bench", "namespace: calm"));
    String recovery = place.folder().resolve("recovery.calm").toString();
    Ours.command(
        place, "identity", "new", "calm", "--display-name", "Calm", "--recovery-file", recovery);
    Ours.command(place, "grant", "calm", "--names", "1", "--for", "30d", "--identity", "provider");
    Ours.command(place, "reserve", "calm", "--for", "30d", "--identity", "calm");
    Ours.command(place, "apply", "-f", workload.toString(), "--identity", "calm");
    awaitServed(() -> visitor(port).visit(1).bad() == 0, CALM_HOST);
  }

  /** Something that is so after a while. */
  private interface Wish {
    boolean isSo() throws InterruptedException;
  }

  private static void awaitServed(Wish wish, String what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!wish.isSo()) {
      if (System.nanoTime() > end) {
        throw new BenchException(what + " is not served");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static SteadyVisitor visitor(int port) {
    return new SteadyVisitor(port, CALM_HOST, VISITOR_CONNECTIONS, VISITOR_REQUESTS_PER_SECOND);
  }

  private List<Part> parts(Place place, Running ours) throws IOException, InterruptedException {
    int seconds = quick ? 2 : 20;
    List<Part> parts = new ArrayList<>();
    flooded(place, ours.port(), quick ? 1 : 20);
    Seen alone = visitor(ours.port()).visit(seconds);
    parts.add(new Part("B alone", alone, 0, 0, 1, 1));
    parts.add(part("A floods, no limit", alone, place, ours.port(), seconds));
    Ours.command(
        place,
        "grant",
        "tenant",
        "--names",
        "1",
        "--for",
        "30d",
        "--requests-per-second",
        CEILING_REQUESTS_PER_SECOND,
        "--identity",
        "provider");
    TimeUnit.SECONDS.sleep(quick ? 2 : 6);
    parts.add(part("A floods under a ceiling", alone, place, ours.port(), seconds));
    return parts;
  }

  private Part part(String what, Seen alone, Place place, int port, int seconds)
      throws IOException, InterruptedException {
    Flood flood = flooded(place, port, seconds);
    return new Part(
        what,
        flood.seen(),
        Figures.rounded(flood.wrk().requests() / flood.wrk().seconds(), 0),
        Figures.rounded(flood.wrk().badAnswers() / flood.wrk().seconds(), 0),
        Figures.rounded(flood.seen().p50Micros() / alone.p50Micros(), 2),
        Figures.rounded(flood.seen().p99Micros() / alone.p99Micros(), 2));
  }

  private record Flood(Seen seen, WrkReport wrk) {}

  /** The visitor comes a second after the flood has begun, and leaves before it ends. */
  private static Flood flooded(Place place, int port, int seconds)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("nice", "-n", "19"));
    words.addAll(place.onLoadCore());
    words.addAll(
        List.of(
            "wrk",
            "-t1",
            "-c" + FLOOD_CONNECTIONS,
            "-d" + (seconds + 2) + "s",
            "--latency",
            "-H",
            "Host: " + Place.HOST,
            "http://127.0.0.1:" + port + "/"));
    Path output = place.folder().resolve("wrk.out");
    Process wrk =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      TimeUnit.SECONDS.sleep(1);
      Seen seen = visitor(port).visit(seconds);
      wrk.waitFor();
      return new Flood(seen, WrkReport.parse(Files.readString(output)));
    } finally {
      wrk.destroy();
    }
  }

  private void tell(Result result, Path home) throws IOException {
    ResultFile.write(home, quick, NAME, result.time(), result);
    System.out.printf(
        Locale.ROOT,
        "%n%s (%s)%n%-26s %9s %9s %6s %10s %10s %7s %7s%n",
        NAME,
        result.load(),
        "",
        "B p50 ms",
        "B p99 ms",
        "B bad",
        "A per s",
        "A 429/s",
        "x p50",
        "x p99");
    for (Part part : result.parts()) {
      System.out.printf(
          Locale.ROOT,
          "%-26s %9.2f %9.2f %6d %10.0f %10.0f %7.2f %7.2f%n",
          part.what(),
          part.visitor().p50Micros() / 1e3,
          part.visitor().p99Micros() / 1e3,
          part.visitor().bad(),
          part.floodPerSecond(),
          part.refusedPerSecond(),
          part.timesP50(),
          part.timesP99());
    }
    Part last = result.parts().getLast();
    System.out.printf(Locale.ROOT, "%s: flood/alone p99 = %.2f%n", NAME, last.timesP99());
  }
}
