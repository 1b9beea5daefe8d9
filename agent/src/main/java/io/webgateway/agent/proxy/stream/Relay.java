package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.Shaper;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves bytes between a visitor's and a backend's end, both ways, without looking at them: each
 * side's room gates the other's reading, the end of one direction is passed on while the other goes
 * on, and silence in both ends it. Event loop of both ends; says once how it ended.
 */
public final class Relay implements Joined, Shaper.Owner {
  /** How long the last bytes may take once the relay is over. */
  private static final long LAST_BYTES_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** Told once, at the end. */
  @FunctionalInterface
  public interface Outcome {
    /**
     * The relay is over.
     *
     * @param clientBytes that came from the client
     * @param backendBytes that came from the backend
     */
    void ended(CompletionReason reason, long clientBytes, long backendBytes);
  }

  /**
   * Whose traffic it is and how long it may be silent.
   *
   * @param workload {@code <label>/<id>}
   * @param tenant the owner's identity id
   * @param idleTimeoutMillis without a byte in either direction
   * @param visit what its bytes are taken from; empty where nobody counts them
   * @param rejoin gets a WebSocket another backend, where its workload wants that
   */
  public record Terms(
      String workload,
      String tenant,
      long idleTimeoutMillis,
      Optional<Visit> visit,
      Optional<Rejoin> rejoin) {
    /** Of what ends with its backend. */
    public Terms(String workload, String tenant, long idleTimeoutMillis, Optional<Visit> visit) {
      this(workload, tenant, idleTimeoutMillis, visit, Optional.empty());
    }
  }

  private final Relays relays;
  private final DeadlineWheel wheel;
  private final Terms terms;
  private final Outcome outcome;
  private final Deadline deadline;
  private final Shaper shaper;
  private final RelaySide client;
  private final RelaySide backend;
  private boolean over;

  Relay(
      Relays relays,
      DeadlineWheel wheel,
      RelayEnd client,
      RelayEnd backend,
      Terms terms,
      Outcome outcome) {
    this.relays = relays;
    this.wheel = wheel;
    this.terms = terms;
    this.outcome = outcome;
    this.deadline = wheel.deadline(this::deadlinePassed);
    this.shaper = new Shaper(wheel, this);
    terms.visit().ifPresent(shaper::visits);
    this.client = new RelaySide(this, client, Direction.IN, CompletionReason.CLIENT_ABORTED);
    this.backend = new RelaySide(this, backend, Direction.OUT, CompletionReason.UPSTREAM_RESET);
  }

  void start(ByteBuf fromClient, ByteBuf fromBackend) {
    touched();
    shaper.begin(Direction.IN);
    shaper.begin(Direction.OUT);
    client.open(fromClient);
    backend.open(fromBackend);
    client.readWhile(backend.takesMore());
    backend.readWhile(client.takesMore());
    if (!client.isOpen()) {
      closed(client, CompletionReason.CLIENT_ABORTED);
    }
  }

  @Override
  public void follow(RouteTable table) {
    if (!table.serves(terms.workload(), terms.tenant())) {
      end(CompletionReason.ROUTE_REMOVED);
    }
  }

  String workload() {
    return terms.workload();
  }

  RelaySide peerOf(RelaySide side) {
    return side == client ? backend : client;
  }

  boolean isOver() {
    return over;
  }

  /** Bytes have come from a side; answers whether no more should for now. */
  boolean passed(Direction direction, int bytes) {
    return shaper.passed(direction, bytes);
  }

  /** The most that should be read at once where others share the bandwidth. */
  int readBytes(Direction direction) {
    return shaper.readBytes(direction);
  }

  boolean isPaused(Direction direction) {
    return shaper.isPaused(direction);
  }

  @Override
  public void pauseEnded(Direction direction) {
    if (over) {
      return;
    }
    touched();
    switch (direction) {
      case IN -> client.readWhile(backend.takesMore());
      case OUT -> backend.readWhile(client.takesMore());
    }
  }

  /** Something has moved. */
  void touched() {
    deadline.inMillis(wheel.nowNanos(), terms.idleTimeoutMillis());
  }

  void inputEnded(RelaySide side) {
    if (over) {
      return;
    }
    touched();
    peerOf(side).endOutput();
  }

  /** Over when nothing more can come or go, and all that came has gone. */
  void outputEnded() {
    boolean allRead = client.inputEnded() && backend.inputEnded();
    boolean visitorLeft = client.inputEnded() && client.outputEnded() && backend.outputEnded();
    if ((allRead && client.outputEnded() && backend.outputEnded()) || visitorLeft) {
      end(CompletionReason.COMPLETED);
    }
  }

  void closed(RelaySide side, CompletionReason whenBroken) {
    boolean allRead = client.inputEnded() && backend.inputEnded();
    end(allRead ? CompletionReason.COMPLETED : whenBroken);
    if (!client.isOpen() && !backend.isOpen()) {
      deadline.discard();
    }
  }

  void broken(Throwable cause, CompletionReason whenBroken) {
    boolean ours = cause instanceof RuntimeException && !(cause instanceof DecoderException);
    if (ours) {
      LOG.error("a relay failed", cause);
    }
    end(ours ? CompletionReason.INTERNAL_ERROR : whenBroken);
  }

  /**
   * Ends both ends; what has come is still sent, for a moment. Where one broke off, so does the
   * other: an end that was none would make half of something look whole.
   */
  void end(CompletionReason reason) {
    if (over) {
      return;
    }
    over = true;
    shaper.discard();
    relays.forget(this);
    deadline.inMillis(wheel.nowNanos(), LAST_BYTES_MILLIS);
    outcome.ended(reason, client.bytes(), backend.bytes());
    switch (reason) {
      case CLIENT_ABORTED,
          UPSTREAM_RESET,
          HOLD_EXPIRED,
          HOLD_FULL,
          RESUMED_IN_VAIN,
          CONNECT_FAILED,
          NAME_NOT_RESOLVED,
          REFUSED_BY_POLICY,
          UPSTREAM_TLS_FAILED,
          OVERLOADED -> {
        client.reset();
        backend.reset();
      }
      default -> {
        client.close();
        backend.close();
      }
    }
  }

  /**
   * A slow reader is no silence: as long as it takes bytes, it may go on. Nor is it where we keep
   * bytes from moving.
   */
  private void deadlinePassed() {
    boolean clientDrained = client.drained();
    boolean backendDrained = backend.drained();
    if (over) {
      client.cut();
      backend.cut();
    } else if (clientDrained || backendDrained || shaper.isPaused()) {
      touched();
    } else {
      end(CompletionReason.TUNNEL_IDLE);
    }
  }
}
