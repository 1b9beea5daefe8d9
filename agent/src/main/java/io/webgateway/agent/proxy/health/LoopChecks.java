package io.webgateway.agent.proxy.health;

import java.util.HashMap;
import java.util.Map;

/** The checkers of one event loop. Confined to it. */
final class LoopChecks {
  private final CheckLoop loop;
  private final CheckWorld world;
  private final Map<CheckTarget, Checker> checkers = new HashMap<>();

  LoopChecks(CheckLoop loop, CheckWorld world) {
    this.loop = loop;
    this.world = world;
  }

  /** Takes what is its own of a change; any thread. */
  void follow(CheckPlan.Change change, int index, int loops) {
    loop.loop()
        .execute(
            () -> {
              change.ended().stream().filter(t -> t.loopOf(loops) == index).forEach(this::end);
              change.begun().stream().filter(t -> t.loopOf(loops) == index).forEach(this::begin);
            });
  }

  private void end(CheckTarget target) {
    Checker gone = checkers.remove(target);
    if (gone != null) {
      gone.stop();
    }
  }

  private void begin(CheckTarget target) {
    Checker checker = new Checker(target, loop, world);
    checkers.put(target, checker);
    checker.start();
  }
}
