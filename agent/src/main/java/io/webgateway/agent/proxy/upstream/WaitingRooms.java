package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.WaitingRoom;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The {@link WaitingRoom}s of one event loop, by the id of their cluster, with a clock and a table
 * that they follow. One that nobody waits in is forgotten. Confined to the event loop.
 */
final class WaitingRooms {
  /** One that waits. */
  interface Guest {
    /** It is its turn; answered by {@link Stay#failed} or {@link Stay#ended}. */
    void tries();

    /** Another table is there. It may end its stay. */
    void edited();

    /** Its stay has ended without a backend. */
    void sentAway(CompletionReason reason);
  }

  private final Balancer balancer;
  private final Map<String, Room> rooms = new HashMap<>();
  private long tableVersion = -1;

  WaitingRooms(Balancer balancer) {
    this.balancer = balancer;
  }

  /** Whether whoever comes now should wait without a try: no endpoint took the last that tried. */
  boolean isShut(String cluster) {
    if (rooms.isEmpty()) {
      return false;
    }
    Room room = rooms.get(cluster);
    return room != null && room.room.isShut();
  }

  /**
   * Waits from now on; arguments as of {@link WaitingRoom#arrive}.
   *
   * @return empty when as many wait as may
   */
  Optional<Stay> arrive(
      ClusterState state, BackendLoss.Wait terms, Guest guest, long bytes, boolean foundNone) {
    String cluster = state.cluster().id();
    Room room = rooms.computeIfAbsent(cluster, id -> new Room(id, state));
    Optional<WaitingRoom.Place<Guest>> place =
        room.room.arrive(guest, terms, bytes, foundNone, balancer.nowNanos());
    room.arm();
    return place.map(mine -> new Stay(room, mine));
  }

  /** Called often; looks at the table only when it is another one. */
  void follow(long version) {
    boolean edited = version != tableVersion;
    tableVersion = version;
    for (Room room : rooms.isEmpty() ? List.<Room>of() : List.copyOf(rooms.values())) {
      if (edited) {
        room.edited();
      } else {
        room.lookAtHealth();
      }
    }
  }

  /** One that waits, and where. */
  final class Stay {
    private final Room room;
    private final WaitingRoom.Place<Guest> place;

    private Stay(Room room, WaitingRoom.Place<Guest> place) {
      this.room = room;
      this.place = place;
    }

    boolean isTrying() {
      return place.isTrying();
    }

    boolean isOver() {
      return place.isOver(balancer.nowNanos());
    }

    long tryMillis() {
      return room.room.tryMillis();
    }

    /** No endpoint took it: it waits on. */
    void failed() {
      room.room.failed(place, balancer.nowNanos());
      room.arm();
    }

    /** More or fewer of its bytes are kept. */
    void keeps(long bytes) {
      room.room.keeps(place, bytes);
    }

    /** It waits no longer; does nothing when it does not wait. */
    void ended(HoldEnd how) {
      room.room.ended(place, how, balancer.nowNanos());
      room.arm();
    }
  }

  /** One room and its clock. */
  private final class Room {
    private final String cluster;
    private final WaitingRoom<Guest> room;
    private @Nullable Future<?> timer;
    private long timerNanos = Long.MAX_VALUE;
    private boolean hadWell;

    Room(String cluster, ClusterState state) {
      this.cluster = cluster;
      this.room = new WaitingRoom<>(state.holds());
      this.hadWell = state.hasWell(balancer.nowNanos());
    }

    /** Looks when there is something to see; never at once, for whoever calls is not done yet. */
    void arm() {
      if (room.isEmpty()) {
        rooms.remove(cluster, this);
      }
      long lookNanos = room.lookNanos();
      if (lookNanos == timerNanos) {
        return;
      }
      if (timer != null) {
        timer.cancel(false);
        timer = null;
      }
      timerNanos = lookNanos;
      if (lookNanos != Long.MAX_VALUE) {
        timer = balancer.later(this::look, Math.max(0, lookNanos - balancer.nowNanos()));
      }
    }

    private void look() {
      timer = null;
      timerNanos = Long.MAX_VALUE;
      WaitingRoom.Turn<Guest> turn = room.look(balancer.nowNanos());
      turn.expired().forEach(guest -> guest.sentAway(CompletionReason.HOLD_EXPIRED));
      turn.tries().forEach(place -> place.who().tries());
      arm();
    }

    void edited() {
      Optional<ClusterState> newest = balancer.newest(cluster);
      if (newest.isEmpty()) {
        sendAway(HoldEnd.REMOVED, CompletionReason.ROUTE_REMOVED);
      } else if (newest.get().cluster().policy().backendLoss() instanceof BackendLoss.Fail) {
        sendAway(HoldEnd.FAILED, CompletionReason.CONNECT_FAILED);
      } else {
        room.guests().forEach(Guest::edited);
        room.changed(balancer.nowNanos());
      }
      arm();
    }

    private void sendAway(HoldEnd how, CompletionReason reason) {
      room.endAll(how, balancer.nowNanos()).forEach(guest -> guest.sentAway(reason));
    }

    /** An endpoint is well where none was, as checks say. */
    void lookAtHealth() {
      boolean hasWell =
          balancer.newest(cluster).filter(state -> state.hasWell(balancer.nowNanos())).isPresent();
      if (hasWell && !hadWell) {
        room.changed(balancer.nowNanos());
        arm();
      }
      hadWell = hasWell;
    }
  }
}
