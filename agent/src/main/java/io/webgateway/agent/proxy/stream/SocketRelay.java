package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.Shaper;
import io.webgateway.agent.proxy.websocket.CloseFrame;
import io.webgateway.agent.proxy.websocket.Downlink;
import io.webgateway.agent.proxy.websocket.Uplink;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.agent.routing.resume.SocketFate;
import io.webgateway.model.traffic.CompletionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay of a WebSocket that gets another backend when it loses its own, while the visitor's
 * connection stays as it is. {@link SocketFate} decides, {@link Uplink} and {@link Downlink} keep
 * messages whole. Event loop of both ends; says once how it ended.
 */
final class SocketRelay implements Joined, Shaper.Owner, Rejoin.Outcome {
  /** How long the last bytes may take once it is over. */
  private static final long LAST_BYTES_MILLIS = 2_000;

  /** How long the visitor may take to end its message when its backend moves. */
  private static final long MOVE_MILLIS = 2_000;

  /** How long a backend that was told goodbye may go on. */
  private static final long PART_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(SocketRelay.class);

  private final Relays relays;
  private final DeadlineWheel wheel;
  private final Relay.Terms terms;
  private final Relay.Outcome outcome;
  private final Rejoin rejoin;
  private final Deadline deadline;
  private final Shaper shaper;
  private final SocketFate fate = new SocketFate();
  private final Uplink uplink = new Uplink();
  private final Downlink downlink = new Downlink();
  private final RelayEnd client;
  private BackendSide backend;
  private long visitorBytes;
  private long backendBytes;
  private long clientLevel;
  private long backendLevel;

  SocketRelay(
      Relays relays,
      DeadlineWheel wheel,
      RelayEnd client,
      RelayEnd backend,
      Relay.Terms terms,
      Relay.Outcome outcome,
      Rejoin rejoin) {
    this.relays = relays;
    this.wheel = wheel;
    this.terms = terms;
    this.outcome = outcome;
    this.rejoin = rejoin;
    this.client = client;
    this.backend = new BackendSide(backend);
    this.deadline = wheel.deadline(this::deadlinePassed);
    this.shaper = new Shaper(wheel, this);
    terms.visit().ifPresent(shaper::visits);
  }

  void start(ByteBuf fromClient, ByteBuf fromBackend) {
    touched();
    shaper.begin(Direction.IN);
    shaper.begin(Direction.OUT);
    VisitorSide visitor = new VisitorSide();
    client.open(visitor);
    backend.end.open(backend);
    first(visitor, fromClient);
    first(backend, fromBackend);
    readOn();
    if (!client.isOpen()) {
      visitor.closed();
    }
  }

  private static void first(RelayEnd.Listener side, ByteBuf readBefore) {
    if (readBefore.isReadable()) {
      side.came(readBefore);
      side.readComplete();
    } else {
      readBefore.release();
    }
  }

  @Override
  public void follow(RouteTable table) {
    if (!table.serves(terms.workload(), terms.tenant())) {
      step(fate.mustEnd(CompletionReason.ROUTE_REMOVED));
    } else if (rejoin.hasMoved(table)) {
      step(fate.endpointGone(isClosing()));
    }
  }

  private boolean isClosing() {
    return uplink.sawClose() || downlink.sawClose();
  }

  private SocketFate.Loss loss() {
    return new SocketFate.Loss(isClosing(), uplink.isWhole(), downlink.isWhole());
  }

  private void touched() {
    if (fate.flows() && !fate.moves()) {
      deadline.inMillis(wheel.nowNanos(), terms.idleTimeoutMillis());
    }
  }

  private void readOn() {
    boolean hasRoom = fate.flows() ? backend.end.isWritable() : !uplink.isFull();
    client.read(hasRoom && !shaper.isPaused(Direction.IN));
    if (fate.listens()) {
      backend.end.read(client.isWritable() && !shaper.isPaused(Direction.OUT));
    }
  }

  @Override
  public void pauseEnded(Direction direction) {
    if (!fate.isOver()) {
      touched();
      readOn();
    }
  }

  /** Counts, and reads no more than the bandwidth allows. */
  private void passed(RelayEnd end, Direction direction, int bytes) {
    boolean mustWait = shaper.passed(direction, bytes);
    end.readAtMost(shaper.readBytes(direction));
    if (mustWait || !end.isOpen()) {
      end.read(false);
    }
  }

  private void step(SocketFate.Step step) {
    switch (step) {
      case SocketFate.Step.GoOn _ -> {}
      case SocketFate.Step.HoldVisitor _ -> {
        deadline.inMillis(wheel.nowNanos(), MOVE_MILLIS);
        holdBetweenMessages();
      }
      case SocketFate.Step.Part _ -> part();
      case SocketFate.Step.Rejoin(int number) -> askForAnother(number);
      case SocketFate.Step.Flow _ -> throw new IllegalStateException("there is no backend");
      case SocketFate.Step.Close close -> closeVisitor(close);
      case SocketFate.Step.End(CompletionReason reason) -> end(reason);
    }
  }

  private void holdBetweenMessages() {
    if (fate.moves() && uplink.isBetweenMessages()) {
      step(fate.visitorIsBetweenMessages());
    }
  }

  private void part() {
    backend.end.write(CloseFrame.toBackend(CloseFrame.GOING_AWAY));
    backend.end.flush();
    downlink.parts();
    deadline.inMillis(wheel.nowNanos(), PART_MILLIS);
    readOn();
  }

  private void askForAnother(int number) {
    backend.leave();
    downlink.reset();
    deadline.clear();
    client.flush();
    rejoin.begin(number, uplink.bytes(), this);
    if (!fate.isOver()) {
      readOn();
    }
  }

  @Override
  public void rejoined(Channel channel, ByteBuf fromBackend) {
    if (!(fate.rejoined() instanceof SocketFate.Step.Flow)) {
      fromBackend.release();
      channel.close();
      return;
    }
    backend = new BackendSide(new ChannelEnd(channel));
    backend.end.open(backend);
    ByteBuf kept = uplink.resume();
    if (kept.isReadable()) {
      backend.end.write(kept);
      backend.end.flush();
    } else {
      kept.release();
    }
    touched();
    first(backend, fromBackend);
    readOn();
    if (!backend.end.isOpen()) {
      backend.lost();
    }
  }

  @Override
  public void failed(CompletionReason reason, String text) {
    step(fate.rejoinFailed(reason, text));
  }

  /** The visitor's own end is waited for, so that a reset eats no frame. */
  private void closeVisitor(SocketFate.Step.Close close) {
    finish(close.reason());
    backend.leave();
    client.write(CloseFrame.toVisitor(close.code(), close.text()));
    client.flush();
    client.endOutput(() -> {});
    client.read(true);
  }

  /** Where one end broke off, so does the other: an end that was none looks like one. */
  private void end(CompletionReason reason) {
    finish(reason);
    switch (reason) {
      case CLIENT_ABORTED, UPSTREAM_RESET -> {
        client.reset();
        backend.end.reset();
      }
      default -> {
        client.close();
        backend.end.close();
      }
    }
  }

  private void finish(CompletionReason reason) {
    shaper.discard();
    relays.forget(this);
    rejoin.end();
    deadline.inMillis(wheel.nowNanos(), LAST_BYTES_MILLIS);
    outcome.ended(reason, visitorBytes, backendBytes);
  }

  /** A slow reader is no silence, nor is it where we keep bytes from moving. */
  private void deadlinePassed() {
    if (fate.isOver()) {
      client.cut();
      backend.end.cut();
    } else if (fate.moves() || fate.parts()) {
      step(fate.timeIsUp(loss()));
    } else if (fate.flows()) {
      long clientNow = client.level();
      long backendNow = backend.end.level();
      boolean moved = clientNow != clientLevel || backendNow != backendLevel;
      clientLevel = clientNow;
      backendLevel = backendNow;
      if (moved || shaper.isPaused()) {
        touched();
      } else {
        step(fate.mustEnd(CompletionReason.TUNNEL_IDLE));
      }
    }
  }

  private static boolean isOurs(Throwable cause) {
    if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
      LOG.error("a relay failed", cause);
      return true;
    }
    return false;
  }

  /** What comes from the visitor. */
  private final class VisitorSide implements RelayEnd.Listener {
    @Override
    public String workload() {
      return terms.workload();
    }

    @Override
    public void came(ByteBuf in) {
      if (fate.isOver()) {
        in.release();
        return;
      }
      int bytes = in.readableBytes();
      visitorBytes += bytes;
      if (fate.flows()) {
        uplink.flows(in);
        backend.end.write(in);
        holdBetweenMessages();
      } else {
        uplink.waits(in, client::write);
        client.flush();
        rejoin.keeps(uplink.bytes());
      }
      touched();
      if (!fate.flows() && uplink.isBroken()) {
        step(fate.mustEnd(CompletionReason.FRAMING_REJECTED));
      } else if (!fate.flows() && uplink.sawClose()) {
        step(fate.visitorClosed());
      }
      if (!fate.isOver()) {
        readOn();
        passed(client, Direction.IN, bytes);
      }
    }

    @Override
    public void readComplete() {
      if (fate.flows()) {
        backend.end.flush();
      }
    }

    @Override
    public void writabilityChanged() {
      if (!fate.isOver()) {
        readOn();
      }
    }

    @Override
    public void inputHasEnded() {
      step(fate.visitorLeft(isClosing()));
      if (fate.isOver()) {
        client.close();
      }
    }

    @Override
    public void bothHaveEnded() {
      inputHasEnded();
    }

    @Override
    public void closed() {
      step(fate.visitorLeft(isClosing()));
      if (!backend.end.isOpen()) {
        deadline.discard();
      }
    }

    @Override
    public void broken(Throwable cause) {
      step(
          isOurs(cause)
              ? fate.mustEnd(CompletionReason.INTERNAL_ERROR)
              : fate.visitorLeft(isClosing()));
    }

    @Override
    public void end(CompletionReason reason) {
      step(fate.mustEnd(reason));
    }
  }

  /** What comes from one backend. */
  private final class BackendSide implements RelayEnd.Listener {
    @Override
    public String workload() {
      return terms.workload();
    }

    private final RelayEnd end;
    private boolean left;

    BackendSide(RelayEnd end) {
      this.end = end;
    }

    void leave() {
      left = true;
      end.cut();
    }

    void lost() {
      if (!left && !fate.isOver()) {
        client.flush();
        step(fate.backendLost(loss()));
      }
    }

    @Override
    public void came(ByteBuf in) {
      if (left || fate.isOver()) {
        in.release();
        return;
      }
      int bytes = in.readableBytes();
      backendBytes += bytes;
      downlink.came(in, client::write);
      touched();
      if (fate.parts() && downlink.sawClose()) {
        step(fate.backendParted());
      } else {
        readOn();
        passed(end, Direction.OUT, bytes);
      }
    }

    @Override
    public void readComplete() {
      client.flush();
    }

    @Override
    public void writabilityChanged() {
      if (!left && !fate.isOver()) {
        readOn();
      }
    }

    @Override
    public void inputHasEnded() {
      lost();
    }

    @Override
    public void bothHaveEnded() {
      lost();
    }

    @Override
    public void closed() {
      lost();
      if (fate.isOver() && !client.isOpen()) {
        deadline.discard();
      }
    }

    @Override
    public void broken(Throwable cause) {
      if (isOurs(cause)) {
        step(fate.mustEnd(CompletionReason.INTERNAL_ERROR));
      } else {
        lost();
      }
    }

    @Override
    public void end(CompletionReason reason) {
      step(fate.mustEnd(reason));
    }
  }
}
