package io.webgateway.agent.management.stream;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.token.CallerCheck;
import io.webgateway.model.ledger.RecordKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The right to go on with one stream. It ends with the token that opened the stream, when its key
 * or identity loses the right to read, and when the node stops; the client resumes with a new
 * token. Used by the stream's thread; the watch on the identity comes from another.
 */
public final class StreamPermit implements AutoCloseable {
  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final Caller caller;
  private final BooleanSupplier closing;
  private final AtomicBoolean recheck = new AtomicBoolean(true);
  private final Optional<LedgerStore.Watch> watch;

  /**
   * A permit for a caller whose token was just taken.
   *
   * @param closing whether the node stops
   */
  public StreamPermit(
      ManagementPorts ports, CallerCheck callers, Caller caller, BooleanSupplier closing) {
    this.ports = ports;
    this.callers = callers;
    this.caller = caller;
    this.closing = closing;
    this.watch =
        caller
            .identity()
            .map(id -> ports.ledger().onChange(RecordKey.identity(id), () -> recheck.set(true)));
  }

  /** Whether the stream may go on. Looks at the ledger only when there may be something new. */
  public boolean holds() {
    if (closing.getAsBoolean()) {
      return false;
    }
    return switch (caller) {
      case Caller.Anonymous _ -> false;
      case Caller.LocalAdministrator _ -> true;
      case Caller.Known known ->
          ports.clock().instant().isBefore(known.tokenEnds())
              && (!recheck.getAndSet(false) || stillReads(known));
    };
  }

  /** Looks at the ledger at the next question: keys also end with time. */
  public void recheck() {
    recheck.set(true);
  }

  // A ledger that cannot be asked is no reason to believe that a key is still in force.
  private boolean stillReads(Caller.Known known) {
    try {
      return callers.stillReads(known);
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public void close() {
    watch.ifPresent(LedgerStore.Watch::close);
  }
}
