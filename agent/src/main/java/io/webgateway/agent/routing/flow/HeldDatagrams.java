package io.webgateway.agent.routing.flow;

import io.webgateway.model.traffic.FlowDrop;
import java.util.LinkedHashSet;
import java.util.function.Consumer;

/**
 * What the shell of a table keeps of datagrams: those that wait for a backend, and copies of those
 * that were the first for one, for the case that it is dead. Confined to one thread.
 */
final class HeldDatagrams<T> {
  /** Datagrams that one flow keeps while it has no backend: a QUIC client's first flight. */
  static final int MAX_HELD = 4;

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
    if (flow.held >= MAX_HELD || bytes + size > MAX_HELD_BYTES) {
      return false;
    }
    flow.held++;
    flow.heldBytes += size;
    bytes += size;
    shell.accept(new FlowOutput.Hold<>(flow));
    return true;
  }

  /** Has them sent; copies stay when there is another endpoint that could get them. */
  void send(Flow<T> flow, long nowNanos) {
    flow.sentToBackend(flow.held - flow.heldCopies, flow.heldBytes - flow.heldCopyBytes);
    boolean keep = !flow.sentTwice && flow.service.route.cluster().endpoints().size() > 1;
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

  void forgetOldCopies(long nowNanos) {
    while (!withCopies.isEmpty()
        && nowNanos - withCopies.getFirst().keptSinceNanos >= KEEP_COPIES_NANOS) {
      forget(withCopies.getFirst());
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
    withCopies.remove(flow);
  }
}
