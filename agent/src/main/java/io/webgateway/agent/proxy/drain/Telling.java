package io.webgateway.agent.proxy.drain;

import io.netty.channel.EventLoop;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.Present;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Goes to all guests, each on its event loop, a few in one turn so that no loop is busy with it for
 * long, and counts. Any thread may begin it.
 */
public final class Telling {
  private static final int GUESTS_PER_TURN = 256;

  private final Supplier<RollCall> calls;
  private final BiConsumer<Guest, RollCall> deed;
  private final AtomicReference<Present> sum = new AtomicReference<>(Present.NOTHING);
  private final AtomicInteger loops = new AtomicInteger();
  private final CompletableFuture<Present> done = new CompletableFuture<>();

  private Telling(Supplier<RollCall> calls, BiConsumer<Guest, RollCall> deed) {
    this.calls = calls;
    this.deed = deed;
  }

  /** Counts who is there; the answer comes when all loops have counted. */
  static CompletableFuture<Present> count(DrainScope scope, List<Guest> guests) {
    return count(() -> new RollCall(scope), guests);
  }

  /** Counts those whom such a roll call counts. */
  public static CompletableFuture<Present> count(Supplier<RollCall> calls, List<Guest> guests) {
    return new Telling(calls, (guest, call) -> guest.tell().accept(call)).goTo(guests);
  }

  /** Tells each. */
  public static void tell(List<Guest> guests, Object event) {
    new Telling(() -> new RollCall(new DrainScope.Node()), (guest, _) -> guest.tell().accept(event))
        .goTo(guests);
  }

  /** Counts who is there and tells each, in one step. */
  static CompletableFuture<Present> tell(DrainScope scope, List<Guest> guests, Object event) {
    return new Telling(
            () -> new RollCall(scope),
            (guest, call) -> {
              guest.tell().accept(call);
              guest.tell().accept(event);
            })
        .goTo(guests);
  }

  private CompletableFuture<Present> goTo(List<Guest> guests) {
    Map<EventLoop, List<Guest>> byLoop =
        new HashMap<>(guests.stream().collect(Collectors.groupingBy(Guest::loop)));
    if (byLoop.isEmpty()) {
      done.complete(Present.NOTHING);
    }
    loops.set(byLoop.size());
    byLoop.forEach((loop, some) -> loop.execute(() -> turn(loop, some, calls.get())));
    return done;
  }

  private void turn(EventLoop loop, List<Guest> left, RollCall call) {
    int now = Math.min(GUESTS_PER_TURN, left.size());
    for (Guest guest : left.subList(0, now)) {
      deed.accept(guest, call);
    }
    if (now < left.size()) {
      loop.execute(() -> turn(loop, left.subList(now, left.size()), call));
      return;
    }
    sum.accumulateAndGet(call.sum(), Present::plus);
    if (loops.decrementAndGet() == 0) {
      done.complete(sum.get());
    }
  }
}
