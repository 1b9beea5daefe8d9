package io.webgateway.agent.routing.flow;

import io.webgateway.model.traffic.FlowDrop;
import java.util.LinkedHashSet;
import java.util.function.Consumer;

/**
 * What the shell of a table keeps of datagrams: those that wait for a backend, and copies of those
 * that were the first for one, for the case that it is dead. Where the workload fails at once, the
 * first ones are kept, because they begin something; where it waits, the newest, because the older
 * ones have been asked again by then. Confined to one thread.
 */
final class HeldDatagrams<T> {
  /** Datagrams that one flow keeps while it has no backend: a QUIC client's first flight. */
  static final int MAX_HELD = 4;

  /** The same where the workload waits: a third of a second of a call, or of a game. */
  static final int MAX_HELD_WAITING = 16;

  /** What all flows of a table keep: 64 datagrams of the largest size, thousands of usual ones. */
  static final int MAX_HELD_BYTES = 4 << 20;

  /** After this the word of a dead backend's machine would have come. */
  static final long KEEP_COPIES_NANOS = 1_000_000_000L;

  private final Consumer<? super FlowOutput<T>> shell;
  private final LinkedHashSet<Flow<T>> withCopies = new LinkedHashSet<>();
  private int bytes;

  HeldDatagrams(Consumer<? super FlowOutput<T>> shell) {
    this.shell = shell;
  }

  /** Of all flows. */
  int bytes() {
    return bytes;
  }

  /** Keeps the datagram, if there is room. */
  boolean take(Flow<T> flow, int size) {
    boolean waits = flow.service.waits();
    int most = waits ? MAX_HELD_WAITING : MAX_HELD;
    boolean othersLeaveRoom = bytes - flow.heldBytes + size <= MAX_HELD_BYTES;
    if (!othersLeaveRoom || (!waits && isFull(flow, most, size))) {
      return false;
    }
    while (isFull(flow, most, size)) {
      dropOldest(flow);
    }
    flow.held++;
    flow.heldBytes += size;
    flow.heldSizes.add(size);
    bytes += size;
    shell.accept(new FlowOutput.Hold<>(flow));
    return true;
  }

  private boolean isFull(Flow<T> flow, int most, int size) {
    return flow.held >= most || bytes + size > MAX_HELD_BYTES;
  }

  private void dropOldest(Flow<T> flow) {
    int size = flow.heldSizes.remove();
    if (flow.heldCopies > 0) {
      flow.heldCopies--;
      flow.heldCopyBytes -= size;
      flow.notSentAfterAll(false, 1, size);
    } else {
      flow.dropped(1);
    }
    flow.held--;
    flow.heldBytes -= size;
    bytes -= size;
    shell.accept(new FlowOutput.DropOldest<>(flow));
  }

  /** Has them sent; copies stay when there is another endpoint that could get them, or a wait. */
  void send(Flow<T> flow, long nowNanos) {
    flow.sentToBackend(flow.held - flow.heldCopies, flow.heldBytes - flow.heldCopyBytes);
    boolean another = !flow.sentTwice && flow.service.route.cluster().endpoints().size() > 1;
    boolean keep = another || flow.service.waits();
    shell.accept(new FlowOutput.SendHeld<>(flow, keep));
    if (keep) {
      flow.heldCopies = flow.held;
      flow.heldCopyBytes = flow.heldBytes;
      flow.keptSinceNanos = nowNanos;
      withCopies.add(flow);
    } else {
      nothing(flow);
    }
  }

  /** The copies will be sent to another endpoint, and not to a third. */
  void sendAgain(Flow<T> flow) {
    flow.sentTwice = true;
    withCopies.remove(flow);
  }

  /** The backend has them, or it is too late. */
  void forget(Flow<T> flow) {
    if (flow.held > 0) {
      nothing(flow);
      shell.accept(new FlowOutput.ForgetHeld<>(flow));
    }
  }

  /**
   * Nobody refused them for so long that somebody has them.
   *
   * @param found told of each flow
   */
  void forgetOldCopies(long nowNanos, Consumer<Flow<T>> found) {
    while (!withCopies.isEmpty()
        && nowNanos - withCopies.getFirst().keptSinceNanos >= KEEP_COPIES_NANOS) {
      Flow<T> flow = withCopies.getFirst();
      forget(flow);
      found.accept(flow);
    }
  }

  void drop(Flow<T> flow, FlowDrop reason) {
    if (flow.held > 0) {
      flow.dropped(flow.held - flow.heldCopies);
      flow.notSentAfterAll(false, flow.heldCopies, flow.heldCopyBytes);
      nothing(flow);
      shell.accept(new FlowOutput.DropHeld<>(flow, reason));
    }
  }

  private void nothing(Flow<T> flow) {
    bytes -= flow.heldBytes;
    flow.held = 0;
    flow.heldBytes = 0;
    flow.heldCopies = 0;
    flow.heldCopyBytes = 0;
    flow.heldSizes.clear();
    withCopies.remove(flow);
  }
}
