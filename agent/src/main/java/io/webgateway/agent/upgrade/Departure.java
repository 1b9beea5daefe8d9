package io.webgateway.agent.upgrade;

import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.UsageTotals;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.wire.Json;
import io.webgateway.wire.TrafficCodec;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last work of a process that was succeeded: what is under way ends by itself or at the limit,
 * and the successor is told how far that is, what is used and, while somebody watches there, of
 * traffic. A successor that is gone is told nothing more; the rest goes on. Blocks its thread.
 */
final class Departure implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
  private static final long LOOK_MILLIS = 50;
  private static final int LOOKS_PER_TELLING = 10;
  private static final int EVENTS_PER_LOOK = 1_000;

  private final Predecessor.Node node;
  private final Conversation successor;
  private final InstantSource clock;
  private final long limitMillis;
  private final Instant until;
  private final BooleanSupplier watched;
  private Optional<TrafficRing.Cursor> events = Optional.empty();
  private boolean heard = true;

  Departure(
      Predecessor.Node node,
      Conversation successor,
      InstantSource clock,
      long limitMillis,
      BooleanSupplier watched) {
    this.node = node;
    this.successor = successor;
    this.clock = clock;
    this.limitMillis = limitMillis;
    this.until = clock.instant().plusMillis(limitMillis);
    this.watched = watched;
  }

  @Override
  public void run() {
    node.sendOff(limitMillis);
    int looks = 0;
    while (node.underWay() > 0 && clock.instant().isBefore(until)) {
      forward();
      if (looks++ % LOOKS_PER_TELLING == 0) {
        tell(node.underWay());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    LOG.info("Upgrade: {} connections and flows are left; this process ends", node.underWay());
    forward();
    tell(0);
    node.end();
    hangUp();
  }

  private void hangUp() {
    try {
      successor.close();
    } catch (IOException e) {
      LOG.debug("The connection to the process that followed did not close", e);
    }
  }

  private void tell(int underWay) {
    say(new Message.Left(underWay, until.toEpochMilli()));
    Map<UsageKey, UsageTotals> used = node.usage().take();
    if (!used.isEmpty()) {
      List<Message.Usage> rows = new ArrayList<>();
      used.forEach((key, totals) -> rows.add(new Message.Usage(key, totals)));
      say(new Message.Used(rows));
    }
  }

  /** Too much at once is passed over, as with all who read the ring. */
  private void forward() {
    if (!watched.getAsBoolean()) {
      events.ifPresent(TrafficRing.Cursor::close);
      events = Optional.empty();
      return;
    }
    if (events.isEmpty()) {
      events = Optional.of(node.traffic().cursor());
    }
    for (TrafficRing.Numbered each : events.get().read(EVENTS_PER_LOOK).events()) {
      say(new Message.Traffic(Json.write(TrafficCodec.write(each.event()))));
    }
  }

  private void say(Message message) {
    if (!heard) {
      return;
    }
    try {
      successor.say(message);
    } catch (IOException e) {
      heard = false;
      LOG.warn(
          "The process that followed is gone; what is under way here goes on: {}", e.toString());
    }
  }
}
