package io.webgateway.bench.change;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.Machine;
import io.webgateway.bench.Programs;
import io.webgateway.bench.ResultFile;
import io.webgateway.bench.RunFolder;
import io.webgateway.bench.SiteCertificate;
import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.side.OurSide;
import io.webgateway.bench.change.side.PeerSide;
import io.webgateway.bench.change.side.Place;
import io.webgateway.bench.change.side.Side;
import io.webgateway.bench.change.visit.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * {@code change}: a steady mixed load, and gateways that are changed under it, one after the other.
 */
public final class ChangeBench {
  /** As people write it. */
  public static final String NAME = "change";

  private static final int PLACES = 8;

  private final ChangeOptions options;
  private final Path home;

  private ChangeBench(ChangeOptions options, Path home) {
    this.options = options;
    this.home = home;
  }

  /**
   * Runs it.
   *
   * @param words the options
   * @return the exit code: 0 when nobody noticed anything of ours, 1 otherwise, 2 for wrong use
   */
  public static int run(List<String> words) throws IOException, InterruptedException {
    try {
      Path home = Path.of(System.getProperty("webgw.home", "")).toAbsolutePath();
      return new ChangeBench(ChangeOptions.parse(words), home).run() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println("webgw bench change: " + e.getMessage());
      System.err.println(ChangeOptions.USAGE);
      return 2;
    }
  }

  private boolean run() throws IOException, InterruptedException {
    if (!Programs.has("openssl")) {
      throw new BenchException("'openssl' is needed; see bench/debian-packages");
    }
    Instant began = Instant.now();
    System.out.print(ChangeReport.headline());
    List<SideResult> results = new ArrayList<>();
    for (String name : options.sides()) {
      if (name.equals("ours") || Programs.has(name)) {
        results.add(trial(name));
      } else {
        System.out.println("skipped  " + name + ": it is not installed");
      }
    }
    ChangeReport report =
        new ChangeReport(
            NAME,
            began.truncatedTo(ChronoUnit.SECONDS).toString(),
            Machine.facts(),
            load(),
            options.seed(),
            results);
    write(report);
    System.out.print(report.summary());
    return results.stream().filter(side -> side.name().equals("ours")).allMatch(SideResult::isGood);
  }

  private String load() {
    Load load = options.quick() ? Load.QUICK : Load.STEADY;
    return load.asksPerSecond() + " requests, messages and datagrams per second: " + load;
  }

  private SideResult trial(String name) throws IOException, InterruptedException {
    try (RunFolder run = RunFolder.create();
        Programs programs = new Programs()) {
      Path folder = run.path();
      SiteCertificate.write(folder);
      Random random = new Random(options.seed());
      List<Ports> places = Ports.find(PLACES, random);
      try (Side side = side(name, new Place(folder, home, programs), places, random)) {
        // Peers go into the background, and new processes are not ours: whoever is interrupted
        // takes them along.
        Runtime.getRuntime().addShutdownHook(new Thread(side::close, "end-side"));
        return new Trial(options, side, places).run();
      } catch (IOException | RuntimeException e) {
        keepLogs(folder, name);
        throw e;
      }
    }
  }

  private static Side side(String name, Place place, List<Ports> places, Random random) {
    return switch (name) {
      case "ours" -> new OurSide(place, places, random);
      default -> PeerSide.named(name, place, random);
    };
  }

  private void keepLogs(Path folder, String name) throws IOException {
    Path kept = Files.createDirectories(home.resolve(".webgw/bench"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.writeString(
            kept.resolve("change-" + name + "-" + log.getFileName()), Files.readString(log));
      }
    }
  }

  private void write(ChangeReport report) throws IOException {
    ResultFile.write(home, options.quick(), NAME, report.time(), report);
  }
}
