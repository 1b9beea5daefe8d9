package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long visitors are refused when a gateway was killed: from the start of its program to the
 * first right answer. It serves what it served before, from what it has on disk, and has both
 * cores.
 */
final class StartTimes {
  static final String NAME = "start";

  private final boolean quick;
  private final Programs programs;

  StartTimes(boolean quick, Programs programs) {
    this.quick = quick;
    this.programs = programs;
  }

  /**
   * Of one gateway.
   *
   * @param about what it is
   * @param millis until the first answer, start by start
   */
  record Row(Report.Participant about, List<Double> millis) {
    Row {
      millis = List.copyOf(millis);
    }

    Figures figures() {
      return Figures.of(millis, each -> each);
    }
  }

  /** What is written. */
  record Result(String benchmark, String time, Map<String, String> machine, List<Row> rows) {
    Result {
      rows = List.copyOf(rows);
    }
  }

  void run() throws IOException, InterruptedException {
    for (String tool : List.of("nginx", "openssl", "taskset")) {
      if (!Programs.has(tool)) {
        throw new BenchException("'" + tool + "' is needed; see bench/debian-packages");
      }
    }
    try (RunFolder folder = RunFolder.create();
        programs) {
      run(folder.path());
    }
  }

  private void run(Path folder) throws IOException, InterruptedException {
    Instant began = Instant.now();
    Path home = Path.of(System.getProperty("webgw.home", "")).toAbsolutePath();
    List<Integer> cores = Machine.cores();
    Place place =
        new Place(
            folder, home, cores.getFirst(), cores.getLast(), Place.freePort(), Place.freePort());
    SiteCertificate.write(folder);
    programs.start(
        List.of("nginx", "-e", "stderr", "-c", place.settings("backend.conf", Map.of()).toString()),
        Map.of(),
        folder.resolve("backend.log"));
    FirstVisit.await("the backend", place.backendPort());
    List<Contender> all = new ArrayList<>(List.of(new Ours()));
    all.addAll(Peer.ALL);
    List<Row> rows = new ArrayList<>();
    for (Contender contender : all) {
      if (contender instanceof Ours || Programs.has(contender.needs())) {
        rows.add(row(contender, place));
      } else {
        System.out.println("skipped  " + contender.name() + ": it is not installed");
      }
    }
    tell(
        new Result(NAME, began.truncatedTo(ChronoUnit.SECONDS).toString(), Machine.facts(), rows),
        home);
  }

  private Row row(Contender contender, Place place) throws IOException, InterruptedException {
    Running running = contender.start(place, programs);
    FirstVisit.await(contender.name(), running.port());
    long pid = running.pid();
    List<Double> millis = new ArrayList<>();
    for (int start = 0; start < (quick ? 1 : 10); start++) {
      Programs.Again again = programs.kill(pid);
      long began = System.nanoTime();
      pid = again.start().pid();
      long answered = FirstVisit.first(contender.name(), running.port());
      millis.add(Figures.rounded((answered - began) / 1e6, 1));
      // Whatever it still does after its first answer is not in the way of the next start.
      TimeUnit.SECONDS.sleep(quick ? 0 : 2);
    }
    Programs.Again _ = programs.kill(pid);
    return new Row(running.about(), millis);
  }

  private void tell(Result result, Path home) throws IOException {
    ResultFile.write(home, quick, NAME, result.time(), result);
    System.out.printf(
        Locale.ROOT,
        "%n%s: from the start of a killed gateway's program to its first answer%n%-8s %7s %-15s%n",
        NAME,
        "",
        "ms",
        "(range)");
    for (Row row : result.rows()) {
      Figures figures = row.figures();
      System.out.printf(
          Locale.ROOT,
          "%-8s %7.0f (%.0f - %.0f)%n",
          row.about().name(),
          figures.median(),
          figures.min(),
          figures.max());
    }
    double ours = result.rows().getFirst().figures().median();
    result.rows().stream()
        .skip(1)
        .forEach(
            row ->
                System.out.printf(
                    Locale.ROOT,
                    "%s: ours/%s first_answer = %.2f%n",
                    NAME,
                    row.about().name(),
                    ours / row.figures().median()));
  }
}
