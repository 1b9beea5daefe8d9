package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.model.traffic.CompletionReason;

/**
 * One of the two sides of a relay: passes on what its end reads, and reads no more while the other
 * cannot take it. Owns no bytes between calls.
 */
public final class RelaySide implements RelayEnd.Listener {
  private final Relay relay;
  private final RelayEnd end;
  private final Direction direction;
  private final CompletionReason whenBroken;
  private long bytes;
  private long levelSeen;
  private boolean readsAreBound;
  private boolean inputEnded;
  private boolean outputEnded;

  RelaySide(Relay relay, RelayEnd end, Direction direction, CompletionReason whenBroken) {
    this.relay = relay;
    this.end = end;
    this.direction = direction;
    this.whenBroken = whenBroken;
    this.levelSeen = end.level();
  }

  /** Joins the relay, and passes on what has been read of this end before. */
  void open(ByteBuf readBefore) {
    end.open(this);
    boundReads();
    if (readBefore.isReadable()) {
      passOn(readBefore);
      peer().end.flush();
    } else {
      readBefore.release();
    }
  }

  @Override
  public String workload() {
    return relay.workload();
  }

  long bytes() {
    return bytes;
  }

  boolean inputEnded() {
    return inputEnded;
  }

  boolean outputEnded() {
    return outputEnded;
  }

  boolean isOpen() {
    return end.isOpen();
  }

  /** Whether the end took bytes since this was asked last. */
  boolean drained() {
    long level = end.level();
    boolean moved = level != levelSeen;
    levelSeen = level;
    return moved;
  }

  void readWhile(boolean peerTakes) {
    end.read(peerTakes && !relay.isPaused(direction));
  }

  boolean takesMore() {
    return end.isWritable();
  }

  private RelaySide peer() {
    return relay.peerOf(this);
  }

  private void take(ByteBuf in) {
    if (outputEnded) {
      in.release();
      return;
    }
    end.write(in);
    if (!end.isWritable()) {
      peer().readWhile(false);
    }
  }

  /** Sends what is written, then our end. */
  void endOutput() {
    end.endOutput(
        () -> {
          outputEnded = true;
          relay.outputEnded();
        });
  }

  void close() {
    end.close();
  }

  void reset() {
    end.reset();
  }

  void cut() {
    end.cut();
  }

  /** Bytes have come from this end; takes the buffer. */
  @Override
  public void came(ByteBuf in) {
    if (relay.isOver()) {
      in.release();
      return;
    }
    passOn(in);
    relay.touched();
  }

  private void passOn(ByteBuf in) {
    int count = in.readableBytes();
    bytes += count;
    peer().take(in);
    boolean mustWait = relay.passed(direction, count);
    if (mustWait || readsAreBound) {
      boundReads();
    }
    if (mustWait) {
      end.read(false);
    }
  }

  /** Limits may come and go while the relay lives; who has none pays nothing to find out. */
  private void boundReads() {
    int most = relay.readBytes(direction);
    readsAreBound = most != Integer.MAX_VALUE;
    end.readAtMost(most);
  }

  /** All that has come so far was read. */
  @Override
  public void readComplete() {
    peer().end.flush();
  }

  /** The end takes bytes again, or no longer. */
  @Override
  public void writabilityChanged() {
    peer().readWhile(end.isWritable());
  }

  /** Nothing more will come from this end. */
  @Override
  public void inputHasEnded() {
    if (!inputEnded) {
      inputEnded = true;
      relay.inputEnded(this);
    }
  }

  @Override
  public void bothHaveEnded() {
    outputEnded = true;
    inputHasEnded();
  }

  /** Nothing can come from this end or go to it. */
  @Override
  public void closed() {
    relay.closed(this, whenBroken);
  }

  @Override
  public void broken(Throwable cause) {
    relay.broken(cause, whenBroken);
  }

  /** Ends the relay from outside. */
  @Override
  public void end(CompletionReason reason) {
    relay.end(reason);
  }
}
