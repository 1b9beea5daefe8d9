package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.webgateway.agent.routing.resume.ResumableStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a visitor that no backend's socket has taken yet, in pieces, and the first ones of
 * all, which are kept to be sent again. What a socket has taken of a piece shows in the piece
 * itself, for sockets move the reader index of what they have sent in part. TLS does so when it
 * encrypts: there a piece is one record, which a backend can read whole or not at all. Owns its
 * buffers; confined to the event loop of the connection.
 */
final class VisitorBytes {
  /** The plain text of one record of TLS. */
  private static final int RECORD_BYTES = 16 * 1024;

  private final ResumableStream stream;
  private final ReplayRoom room;
  private final boolean insideTls;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private @Nullable ByteBuf record;
  private boolean lacksRecord;

  /** Some bytes on their way. */
  private static final class Piece {
    final ByteBuf data;
    final int bytes;
    final boolean again;
    boolean written;
    int counted;

    Piece(ByteBuf data, boolean again) {
      this.data = data;
      this.bytes = data.readableBytes();
      this.again = again;
    }
  }

  /**
   * None yet.
   *
   * @param stream counts them
   * @param room for those that are recorded
   * @param insideTls whether backends are spoken to inside TLS
   */
  VisitorBytes(ResumableStream stream, ReplayRoom room, boolean insideTls) {
    this.stream = stream;
    this.room = room;
    this.insideTls = insideTls;
  }

  /** Records what is to be recorded of these, and counts them; takes nothing. */
  void received(ByteBuf data) {
    int bytes = Math.min(stream.toRecord(), data.readableBytes());
    if (bytes > 0) {
      record(data, bytes);
    }
    stream.received(data.readableBytes());
  }

  private void record(ByteBuf data, int bytes) {
    if (!room.take(bytes)) {
      lacksRecord = true;
      forgetRecord();
      return;
    }
    ByteBuf known = record;
    if (known == null) {
      known = ByteBufAllocator.DEFAULT.directBuffer(bytes);
      record = known;
    }
    known.writeBytes(data, data.readerIndex(), bytes);
  }

  /** There is no room for it, or it is needed no more. */
  void forgetRecord() {
    stream.recordsNoMore();
    ByteBuf known = record;
    record = null;
    if (known != null) {
      room.give(known.readableBytes());
      known.release();
    }
  }

  /** Keeps them until a socket has taken them; takes the buffer. */
  void keep(ByteBuf data) {
    ByteBuf direct = inMemory(data);
    if (insideTls) {
      while (direct.readableBytes() > RECORD_BYTES) {
        pieces.add(new Piece(direct.readRetainedSlice(RECORD_BYTES), false));
      }
    }
    if (direct.isReadable()) {
      pieces.add(new Piece(direct, false));
    } else {
      direct.release();
    }
  }

  /** Sockets would copy anything else, and move the reader index of the copy. */
  private static ByteBuf inMemory(ByteBuf data) {
    if (data.isDirect() && data.nioBufferCount() == 1) {
      return data;
    }
    ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(data.readableBytes()).writeBytes(data);
    data.release();
    return copy;
  }

  /** The first of all are sent once more, before all that is kept. */
  void replay(int bytes) {
    ByteBuf known = record;
    if (known == null) {
      return;
    }
    int most = insideTls ? RECORD_BYTES : bytes;
    int last = (bytes - 1) / most * most;
    for (int at = last; at >= 0; at -= most) {
      int length = Math.min(most, bytes - at);
      pieces.addFirst(new Piece(known.retainedSlice(known.readerIndex() + at, length), true));
    }
  }

  /** Sends what was not sent yet; how it is told of each that was taken is {@code writes}'s. */
  void write(Function<ByteBuf, Sent> writes) {
    for (Piece piece : pieces) {
      if (!piece.written) {
        piece.written = true;
        ByteBuf out = insideTls ? piece.data.retainedDuplicate() : piece.data.retain();
        writes.apply(out).whenTaken(() -> taken(piece));
      }
    }
  }

  /** Something that was written. */
  interface Sent {
    /** Runs it when the system has all of it; not when it never will. */
    void whenTaken(Runnable then);
  }

  /** Sockets take pieces in their order; what is told of one that was taken back is too late. */
  private void taken(Piece piece) {
    if (pieces.peek() == piece) {
      pieces.remove();
      piece.data.release();
      count(piece, piece.bytes);
    }
  }

  private void count(Piece piece, int taken) {
    int more = taken - piece.counted;
    piece.counted = taken;
    if (piece.again) {
      stream.replayed(more);
    } else {
      stream.handed(more);
    }
  }

  /** Counts what the socket has taken of pieces that it has not taken whole. */
  void look() {
    pieces.forEach(piece -> count(piece, piece.bytes - piece.data.readableBytes()));
  }

  /** The connection is gone: what its socket has not taken is in our hands again. */
  void takeBack() {
    look();
    List<Piece> all = List.copyOf(pieces);
    pieces.clear();
    for (Piece piece : all) {
      if (piece.again || !piece.data.isReadable()) {
        piece.data.release();
      } else {
        pieces.add(new Piece(piece.data, false));
      }
    }
  }

  /** Whether what should have been recorded found no room. */
  boolean lacksRecord() {
    return lacksRecord;
  }

  boolean areInsideTls() {
    return insideTls;
  }

  /** How many bytes are in hand, or kept to be sent again. */
  long size() {
    return stream.inHand() + (record == null ? 0 : record.readableBytes());
  }

  /** Lets go of everything; what was written stays with the socket that has it. */
  void release() {
    pieces.forEach(piece -> piece.data.release());
    pieces.clear();
    forgetRecord();
  }
}
