package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Reads the chunked coding strictly (RFC 9112 section 7.1). Sizes and data are passed on as they
 * came; extensions are cut out, trailer fields filtered.
 */
final class ChunkReader {
  private static final int MAX_SIZE_DIGITS = 15;
  private static final int MAX_EXTENSION_BYTES = 1024;
  private static final byte[] END_OF_TRAILERS = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LINE_FEED,
    DATA,
    DATA_CARRIAGE_RETURN,
    DATA_LINE_FEED,
    TRAILERS,
    END
  }

  private final boolean keepChunks;
  private final TrailerSection trailers;
  private State state = State.SIZE;
  private long size;
  private int digits;
  private int extensionBytes;
  private long dataBytes;

  ChunkReader(boolean keepChunks, int maxTrailerBytes, int maxFields) {
    this.keepChunks = keepChunks;
    this.trailers = new TrailerSection(maxTrailerBytes, maxFields);
  }

  long dataBytes() {
    return dataBytes;
  }

  /** Reads on; answers whether the body has ended. */
  boolean read(ByteBuf in, BodyReader.Output out) throws MalformedMessageException {
    int keptFrom = in.readerIndex();
    while (in.isReadable() && state != State.TRAILERS && state != State.END) {
      int before = in.readerIndex();
      State was = state;
      step(in);
      if (!keepChunks && was == State.DATA) {
        pass(in, before, in.readerIndex(), out);
      } else if (keepChunks && was == State.SIZE && state == State.EXTENSION) {
        pass(in, keptFrom, before, out);
      } else if (keepChunks && was == State.EXTENSION) {
        keptFrom = state == State.EXTENSION ? in.readerIndex() : before;
      }
    }
    if (keepChunks && state != State.EXTENSION) {
      pass(in, keptFrom, in.readerIndex(), out);
    }
    if (state == State.TRAILERS && trailers.read(in)) {
      state = State.END;
      if (keepChunks) {
        out.bytes(trailers.forwardable());
      }
    }
    return state == State.END;
  }

  private static void pass(ByteBuf in, int from, int to, BodyReader.Output out) {
    if (to > from) {
      out.bytes(in.retainedSlice(from, to - from));
    }
  }

  private void step(ByteBuf in) throws MalformedMessageException {
    switch (state) {
      case SIZE -> sizeByte(in.readByte());
      case EXTENSION -> extensionByte(in.readByte());
      case SIZE_LINE_FEED -> {
        require(in.readByte(), Octets.LF);
        state = size == 0 ? State.TRAILERS : State.DATA;
        digits = 0;
        extensionBytes = 0;
      }
      case DATA -> data(in);
      case DATA_CARRIAGE_RETURN -> {
        require(in.readByte(), Octets.CR);
        state = State.DATA_LINE_FEED;
      }
      case DATA_LINE_FEED -> {
        require(in.readByte(), Octets.LF);
        state = State.SIZE;
      }
      case TRAILERS, END -> throw new IllegalStateException("no chunk is being read");
    }
  }

  private void sizeByte(byte b) throws MalformedMessageException {
    int digit = Octets.hexDigit(b);
    if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
      size = (digits == 0 ? 0 : size << 4) + digit;
      digits++;
    } else if (digits > 0 && b == Octets.CR) {
      state = State.SIZE_LINE_FEED;
    } else if (digits > 0 && b == ';') {
      state = State.EXTENSION;
    } else {
      throw new MalformedMessageException(Fault.CHUNK);
    }
  }

  private void extensionByte(byte b) throws MalformedMessageException {
    if (b == Octets.CR) {
      state = State.SIZE_LINE_FEED;
    } else if (!Octets.isFieldValue(b) || ++extensionBytes > MAX_EXTENSION_BYTES) {
      throw new MalformedMessageException(Fault.CHUNK);
    }
  }

  private void data(ByteBuf in) {
    int take = (int) Math.min(size, in.readableBytes());
    in.skipBytes(take);
    size -= take;
    dataBytes += take;
    if (size == 0) {
      state = State.DATA_CARRIAGE_RETURN;
    }
  }

  private static void require(byte found, byte expected) throws MalformedMessageException {
    if (found != expected) {
      throw new MalformedMessageException(Fault.CHUNK);
    }
  }

  /** The fields after the last chunk, held until they are complete. */
  private static final class TrailerSection {
    private final int maxBytes;
    private final int maxFields;
    private final HeadFinder finder;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private HeaderBlock fields = new HeaderBlock(new byte[0]);

    TrailerSection(int maxBytes, int maxFields) {
      this.maxBytes = maxBytes;
      this.maxFields = maxFields;
      this.finder = new HeadFinder(maxBytes, maxBytes);
    }

    /** Held bytes are unpooled heap memory, so nothing leaks when the connection goes. */
    boolean read(ByteBuf in) throws MalformedMessageException {
      int had = held.readableBytes();
      int take = Math.min(in.readableBytes(), maxBytes + 1 - had);
      byte[] joined = new byte[had + take];
      held.getBytes(held.readerIndex(), joined, 0, had);
      in.getBytes(in.readerIndex(), joined, had, take);
      held = Unpooled.wrappedBuffer(joined);
      int end = find();
      if (end < 0) {
        in.skipBytes(take);
        return false;
      }
      in.skipBytes(end - had);
      fields = parse(joined, end);
      return true;
    }

    private int find() throws MalformedMessageException {
      try {
        return finder.find(held);
      } catch (MalformedMessageException e) {
        throw trailerFault(e);
      }
    }

    private HeaderBlock parse(byte[] bytes, int end) throws MalformedMessageException {
      try {
        return FieldParser.parse(bytes, 0, end - 2, maxFields);
      } catch (MalformedMessageException e) {
        throw trailerFault(e);
      }
    }

    private static MalformedMessageException trailerFault(MalformedMessageException cause) {
      MalformedMessageException fault = new MalformedMessageException(Fault.TRAILER);
      fault.addSuppressed(cause);
      return fault;
    }

    /** Only fields without a meaning to framing, routing or trust (RFC 9110 section 6.5.1). */
    ByteBuf forwardable() {
      if (fields.size() == 0) {
        return Unpooled.wrappedBuffer(END_OF_TRAILERS);
      }
      ByteBuf out = Unpooled.buffer(256, Integer.MAX_VALUE);
      for (int i = 0; i < fields.size(); i++) {
        if (fields.known(i) == FieldName.OTHER) {
          fields.copyLine(i, out);
        }
      }
      ByteBufUtil.writeShortBE(out, ('\r' << 8) | '\n');
      return out;
    }
  }
}
