package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import io.webgateway.bench.ProcessTree.Ticks;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * HTTP/1.1 keep-alive with answers of 1 KiB: every proxy in turn, on a core of its own, in front of
 * one backend; CPU time per request, throughput, latency and memory.
 */
final class Http1 {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final BenchOptions options;
  private final Programs programs;
  private final List<String> skipped = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  Http1(BenchOptions options, Programs programs) {
    this.options = options;
    this.programs = programs;
  }

  /** Measures; answers whether ours and at least one peer took part without a wrong answer. */
  boolean run() throws IOException, InterruptedException {
    Instant began = Instant.now();
    Map<String, String> machine = Machine.facts();
    Path folder = Files.createTempDirectory("webgw-bench");
    try {
      Place place = place(folder);
      long ticksPerSecond = ticksPerSecond();
      List<Running> proxies = startAll(place);
      for (int round = 1; round <= options.rounds(); round++) {
        round(round, proxies, place, ticksPerSecond);
      }
      return tell(report(began, machine, proxies), place);
    } finally {
      programs.close();
      delete(folder);
    }
  }

  private Place place(Path folder) throws IOException, InterruptedException {
    for (String tool : List.of("wrk", "nginx", "taskset")) {
      if (!Programs.has(tool)) {
        throw new BenchException(
            "'" + tool + "' is needed and not installed; see bench/debian-packages");
      }
    }
    List<Integer> cores = Machine.cores();
    if (cores.size() < 2) {
      throw new BenchException("two cores are needed: one for the proxy, one for everybody else");
    }
    Path home = Path.of(System.getProperty("webgw.home", "")).toAbsolutePath();
    Place place = new Place(folder, home, cores.get(0), cores.get(1), Place.freePort());
    String backend = place.settings("backend.conf", Map.of()).toString();
    programs.start(
        place.loadCore(),
        List.of("nginx", "-e", "stderr", "-c", backend),
        Map.of(),
        folder.resolve("backend.log"));
    FirstVisit.await("the backend", place.backendPort(), "backend");
    return place;
  }

  private List<Running> startAll(Place place) throws IOException, InterruptedException {
    List<Running> running = new ArrayList<>();
    for (Contender contender : contenders()) {
      if (!options.proxies().contains(contender.name())) {
        continue;
      }
      if (!contender.name().equals("ours") && !Programs.has(contender.needs())) {
        skipped.add(contender.name() + ": not installed; see bench/debian-packages");
        continue;
      }
      say("starting and warming up " + contender.name());
      Running proxy = contender.start(place, programs);
      FirstVisit.await(contender.name(), proxy.port(), proxy.host());
      load(place, proxy, options.warmUpSeconds());
      running.add(proxy);
    }
    return running;
  }

  private static List<Contender> contenders() {
    List<Contender> all = new ArrayList<>(List.of(new Ours()));
    all.addAll(Peer.ALL);
    return all;
  }

  /** Every proxy once; each round begins with another, so that nobody always follows the same. */
  private void round(int round, List<Running> proxies, Place place, long ticksPerSecond)
      throws IOException, InterruptedException {
    List<Running> order = new ArrayList<>(proxies);
    Collections.rotate(order, -(round - 1));
    for (int i = 0; i < order.size(); i++) {
      Running proxy = order.get(i);
      ProcessTree tree = new ProcessTree(proxy.pid());
      Ticks before = tree.ticks();
      WrkReport wrk = load(place, proxy, options.seconds());
      Ticks used = tree.ticks().minus(before);
      Turn turn =
          Turn.of(
              round, i + 1, proxy.about().name(), wrk, used, ticksPerSecond, tree.memoryBytes());
      turns.add(turn);
      say(
          "round %d  %-8s %6.2f us/request  %7.0f requests/s  p99 %.2f ms"
              .formatted(
                  round,
                  turn.proxy(),
                  turn.cpuMicrosPerRequest(),
                  turn.requestsPerSecond(),
                  turn.p99Micros() / 1e3));
    }
  }

  private WrkReport load(Place place, Running proxy, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", Integer.toString(place.loadCore())));
    command.addAll(wrk(seconds));
    command.addAll(
        List.of("-H", "Host: " + proxy.host(), "http://127.0.0.1:" + proxy.port() + "/"));
    return WrkReport.parse(Programs.run(Map.of(), command).output());
  }

  private List<String> wrk(int seconds) {
    return List.of("wrk", "-t1", "-c" + options.connections(), "-d" + seconds + "s", "--latency");
  }

  private static long ticksPerSecond() throws IOException, InterruptedException {
    return Long.parseLong(Programs.run(Map.of(), List.of("getconf", "CLK_TCK")).output().trim());
  }

  private Report report(Instant began, Map<String, String> machine, List<Running> proxies) {
    return new Report(
        "http1",
        began.truncatedTo(ChronoUnit.SECONDS).toString(),
        options.quick(),
        machine,
        String.join(" ", wrk(options.seconds())),
        options.warmUpSeconds(),
        proxies.stream().map(Running::about).toList(),
        skipped,
        turns,
        Report.ratios(turns));
  }

  private boolean tell(Report report, Place place) throws IOException {
    // A quick run proves nothing, so it does not lie among the results.
    Path results = place.home().resolve(options.quick() ? ".webgw/bench" : "bench/results");
    Files.createDirectories(results);
    Path file = results.resolve("http1-" + STAMP.format(Instant.parse(report.time())) + ".json");
    Files.writeString(file, Json.writePretty(report) + "\n");
    say("written to " + place.home().relativize(file));
    System.out.print(report.text());
    long wrong = turns.stream().mapToLong(Turn::badAnswers).sum();
    if (wrong > 0) {
      say(wrong + " answers were wrong: the figures count for nothing");
    }
    return wrong == 0;
  }

  private static void say(String text) {
    System.out.println("  " + text);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
