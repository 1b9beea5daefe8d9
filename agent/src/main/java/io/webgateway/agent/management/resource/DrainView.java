package io.webgateway.agent.management.resource;

import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.Present;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A drain, as callers see it.
 *
 * @param what {@code node}, {@code listener} or {@code workload}
 * @param name the listener's, or {@code <label>/<id>}
 * @param number tells this drain from others of this run of the agent
 * @param startedAt when it began
 * @param until when what is left is cut, or was
 * @param phase {@code asking}, {@code waiting}, {@code empty} or {@code cut}
 * @param over whether nothing more will be done; it still tells newcomers to leave
 * @param left what was there a moment ago
 * @param cut what the limit has cut
 */
record DrainView(
    String what,
    Optional<String> name,
    long number,
    Instant startedAt,
    Instant until,
    String phase,
    boolean over,
    Present left,
    Present cut) {

  static DrainView of(DrainProgress drain) {
    return new DrainView(
        switch (drain.scope()) {
          case DrainScope.Node _ -> "node";
          case DrainScope.OfListener _ -> "listener";
          case DrainScope.OfWorkload _ -> "workload";
        },
        switch (drain.scope()) {
          case DrainScope.Node _ -> Optional.empty();
          case DrainScope.OfListener(String name) -> Optional.of(name);
          case DrainScope.OfWorkload(String path) -> Optional.of(path);
        },
        drain.number(),
        drain.began(),
        drain.until(),
        drain.phase().name().toLowerCase(Locale.ROOT),
        drain.phase().isOver(),
        drain.left(),
        drain.cut());
  }
}
