package io.webgateway.bench.change;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.side.Change;
import io.webgateway.bench.change.side.Side;
import io.webgateway.bench.change.visit.Crowd;
import io.webgateway.bench.change.visit.Kind;
import io.webgateway.bench.change.visit.Load;
import io.webgateway.bench.change.visit.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One gateway's turn: the load comes, the changes are made one after the other. One thread's. */
final class Trial {
  private static final long PATIENCE_SECONDS = 30;

  private final ChangeOptions options;
  private final Side side;
  private final List<Ports> places;
  private final Load load;

  Trial(ChangeOptions options, Side side, List<Ports> places) {
    this.options = options;
    this.side = side;
    this.places = places;
    this.load = options.quick() ? Load.QUICK : Load.STEADY;
  }

  SideResult run() throws IOException, InterruptedException {
    try (Stage stage = new Stage(places)) {
      Target target = side.start(stage.backend().ports());
      FirstVisits.await(target);
      try (Crowd crowd = Crowd.start(target, load)) {
        return run(stage, crowd);
      }
    }
  }

  private SideResult run(Stage stage, Crowd crowd) throws IOException, InterruptedException {
    if (!crowd.awaitAll(PATIENCE_SECONDS)) {
      throw new BenchException(
          side.name() + " does not serve everybody: " + crowd.ports().keySet());
    }
    TimeUnit.SECONDS.sleep(options.quick() ? 0 : 5);
    List<PhaseResult> phases = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    phases.add(calm(stage, crowd));
    Set<Change> known = side.changes();
    for (Change change : Change.values()) {
      int count = options.counts().getOrDefault(change, 0);
      if (count > 0 && known.contains(change)) {
        phases.add(phase(change, count, stage, crowd));
      } else if (count > 0) {
        leftOut.add(change.label());
      }
    }
    List<String> kinds = crowd.kinds().stream().map(Kind::label).toList();
    return new SideResult(side.name(), side.version(), kinds, phases, leftOut);
  }

  /** Nothing is changed: whoever sees a fault now sees one that is not of a change. */
  private PhaseResult calm(Stage stage, Crowd crowd) throws InterruptedException {
    Observer observer = new Observer(crowd);
    TimeUnit.SECONDS.sleep(options.quick() ? 1 : 10);
    return told(observer.end("nothing", 0, stage.deaths(), side.processes()));
  }

  private PhaseResult phase(Change change, int count, Stage stage, Crowd crowd)
      throws IOException, InterruptedException {
    Observer observer = new Observer(crowd);
    for (int i = 1; i <= count; i++) {
      make(change, stage);
      TimeUnit.MILLISECONDS.sleep(pauseMillis(change));
      observer.compare();
    }
    // What has been overtaken is lost after a second; what is held may be held for long.
    TimeUnit.MILLISECONDS.sleep(1_500);
    if (!crowd.awaitSettled()) {
      throw new BenchException("something is under way for longer than visitors wait");
    }
    observer.compare();
    return told(observer.end(change.label(), count, stage.deaths(), side.processes()));
  }

  private void make(Change change, Stage stage) throws IOException, InterruptedException {
    switch (change) {
      case EDITS -> side.edit();
      case MOVES -> stage.move(side);
      case UPGRADES -> side.upgrade();
      case FAILED_UPGRADES -> side.upgradeInVain();
      case DRAINS -> side.drain(load.downloadSeconds() + 3);
    }
  }

  private long pauseMillis(Change change) {
    long usual =
        switch (change) {
          case EDITS -> 300;
          case MOVES -> 1_500;
          case UPGRADES, FAILED_UPGRADES, DRAINS -> 2_000;
        };
    return options.quick() ? usual / 3 : usual;
  }

  private PhaseResult told(PhaseResult result) {
    System.out.print(ChangeReport.row(side.name(), result));
    return result;
  }
}
