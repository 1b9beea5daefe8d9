package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import io.webgateway.bench.ProcessTree.Ticks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One run: starts everybody, and gives every proxy in turn the loads of each benchmark, on a core
 * of its own, in front of one backend; CPU time per unit of work, throughput, latency and memory.
 */
final class Measurement {
  private final BenchOptions options;
  private final Programs programs;
  private final List<String> missing = new ArrayList<>();

  Measurement(BenchOptions options, Programs programs) {
    this.options = options;
    this.programs = programs;
  }

  /** Measures; answers whether whoever was asked for took part, without a wrong answer. */
  boolean run() throws IOException, InterruptedException {
    Map<String, String> machine = Machine.facts();
    try (RunFolder folder = RunFolder.create();
        programs) {
      Place place = place(folder.path());
      double ticksPerSecond = ticksPerSecond();
      List<Running> proxies = startAll(place);
      boolean good = true;
      for (Benchmark benchmark : options.benchmarks()) {
        good &= run(benchmark, proxies, place, machine, ticksPerSecond);
      }
      return good;
    }
  }

  private Place place(Path folder) throws IOException, InterruptedException {
    TreeSet<String> tools = new TreeSet<>(List.of("nginx", "openssl", "taskset"));
    for (Benchmark benchmark : options.benchmarks()) {
      benchmark.series().forEach(series -> tools.addAll(series.load().needs()));
    }
    for (String tool : tools) {
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
    Place place =
        new Place(folder, home, cores.get(0), cores.get(1), Place.freePort(), Place.freePort());
    SiteCertificate.write(folder);
    if (options.benchmarks().stream().anyMatch(Benchmark::movesBodies)) {
      place.writeBody();
    }
    return place;
  }

  private long startBackend(Place place) throws IOException, InterruptedException {
    String settings = place.settings("backend.conf", Map.of()).toString();
    Process backend =
        programs.start(
            place.loadCore(),
            List.of("nginx", "-e", "stderr", "-c", settings),
            Map.of(),
            place.folder().resolve("backend.log"));
    FirstVisit.await("the backend", place.backendPort());
    return backend.pid();
  }

  private List<Running> startAll(Place place) throws IOException, InterruptedException {
    List<Contender> all = new ArrayList<>(List.of(new Ours()));
    all.addAll(Peer.ALL);
    all.add(new Direct(startBackend(place)));
    List<Running> running = new ArrayList<>();
    for (Contender contender : all) {
      if (!options.proxies().contains(contender.name())) {
        continue;
      }
      if (!contender.name().equals("ours") && !Programs.has(contender.needs())) {
        missing.add(contender.name() + ": not installed; see bench/debian-packages");
        continue;
      }
      say("starting " + contender.name());
      Running proxy = contender.start(place, programs);
      FirstVisit.await(contender.name(), proxy.port());
      if (proxy.tlsPort() != 0) {
        FirstVisit.awaitTls(contender.name() + " inside TLS", proxy.tlsPort());
      }
      if (proxy.tcpPort() != 0) {
        FirstVisit.await(contender.name() + " by port", proxy.tcpPort());
      }
      running.add(proxy);
    }
    return running;
  }

  private boolean run(
      Benchmark benchmark,
      List<Running> all,
      Place place,
      Map<String, String> machine,
      double ticksPerSecond)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    List<String> skipped = new ArrayList<>(missing);
    List<Running> proxies = new ArrayList<>();
    for (Running proxy : all) {
      int port = benchmark.port(proxy);
      if (port >= 0) {
        if (port == 0) {
          skipped.add(proxy.name() + ": forwards no ports here");
        } else {
          proxies.add(proxy);
        }
        continue;
      }
      if (proxy.name().equals(Direct.NAME)) {
        continue;
      }
      String chosen = benchmark.wantsHttp2() ? FirstVisit.chosen(proxy.tlsPort()) : "h2";
      if (chosen.equals("h2")) {
        proxies.add(proxy);
      } else {
        skipped.add(
            "%s: does not agree to h2; it chose %s"
                .formatted(proxy.name(), chosen.isEmpty() ? "nothing" : chosen));
      }
    }
    List<Turn> turns = turns(benchmark, proxies, place, ticksPerSecond);
    Report report =
        new Report(
            benchmark.label(),
            began.truncatedTo(ChronoUnit.SECONDS).toString(),
            options.quick(),
            machine,
            benchmark.series().stream().map(this::figure).toList(),
            options.warmUpSeconds(),
            proxies.stream().map(Running::about).toList(),
            skipped,
            turns,
            Report.ratios(turns));
    tell(report, place);
    return isGood(report);
  }

  private Report.Figure figure(Series series) {
    return new Report.Figure(series.name(), series.unit().text(), series.load().about(options));
  }

  private List<Turn> turns(
      Benchmark benchmark, List<Running> proxies, Place place, double ticksPerSecond)
      throws IOException, InterruptedException {
    warmUp(benchmark, proxies, place);
    List<Turn> turns = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (Series series : benchmark.series()) {
        round(round, series, proxies, place, ticksPerSecond, turns);
      }
    }
    return turns;
  }

  /** The seconds of warm-up are shared between the benchmark's kinds of load. */
  private void warmUp(Benchmark benchmark, List<Running> proxies, Place place)
      throws IOException, InterruptedException {
    int seconds = options.warmUpSeconds() / benchmark.series().size();
    for (Running proxy : proxies) {
      for (Series series : benchmark.series()) {
        if (seconds > 0) {
          say("warming up " + proxy.name() + " with " + benchmark.label() + " " + series.name());
          Load.Done _ = series.load().run(place, proxy, options, seconds);
        }
      }
    }
  }

  /** Every proxy once; each round begins with another, so that nobody always follows the same. */
  private void round(
      int round,
      Series series,
      List<Running> proxies,
      Place place,
      double ticksPerSecond,
      List<Turn> turns)
      throws IOException, InterruptedException {
    List<Running> order = new ArrayList<>(proxies);
    Collections.rotate(order, -(round - 1));
    for (int i = 0; i < order.size(); i++) {
      Running proxy = order.get(i);
      ProcessTree tree = new ProcessTree(proxy.pid());
      Ticks before = tree.ticks();
      Load.Done done = series.load().run(place, proxy, options, options.seconds());
      Turn.Used used = new Turn.Used(tree.ticks().minus(before), tree.memoryBytes());
      Turn.Which which = new Turn.Which(round, i + 1, proxy.name());
      Turn turn = Turn.of(series, which, done, ticksPerSecond, used);
      turns.add(turn);
      say(
          "round %d  %-23s %-8s %7.2f %s  %.1f/s"
              .formatted(
                  round,
                  series.name(),
                  turn.proxy(),
                  turn.cpu(),
                  series.unit().text(),
                  turn.perSecond()));
    }
  }

  private static double ticksPerSecond() throws IOException, InterruptedException {
    return Double.parseDouble(
        Programs.run(Map.of(), List.of("getconf", "CLK_TCK")).output().trim());
  }

  private void tell(Report report, Place place) throws IOException {
    ResultFile.write(place.home(), options.quick(), report.benchmark(), report.time(), report);
    System.out.print(report.text());
  }

  private boolean isGood(Report report) {
    long wrong = report.turns().stream().mapToLong(Turn::badAnswers).sum();
    if (wrong > 0) {
      say(wrong + " answers were wrong: the figures count for nothing");
    }
    boolean isThere =
        !options.proxies().contains("ours")
            || report.proxies().stream().anyMatch(proxy -> proxy.name().equals("ours"));
    if (!isThere) {
      say("ours has no figures in " + report.benchmark() + ": see what was skipped");
    }
    return wrong == 0 && isThere;
  }

  private static void say(String text) {
    System.out.println("  " + text);
  }
}
