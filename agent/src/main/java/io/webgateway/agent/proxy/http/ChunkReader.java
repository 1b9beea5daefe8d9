package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Reads the chunked coding strictly (RFC 9112 section 7.1). Data is passed on without copying;
 * extensions end here.
 */
final class ChunkReader {
  private static final int MAX_SIZE_DIGITS = 15;
  private static final int MAX_EXTENSION_BYTES = 1024;

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

  private final TrailerSection trailers;
  private State state = State.SIZE;
  private long size;
  private int digits;
  private int extensionBytes;

  ChunkReader(int maxTrailerBytes, int maxFields) {
    this.trailers = new TrailerSection(maxTrailerBytes, maxFields);
  }

  /** The fields behind the last chunk, once the body has ended. */
  HeaderBlock trailers() {
    return trailers.fields;
  }

  /** Reads on; answers whether the body has ended. */
  boolean read(ByteBuf in, BodyReader.Output out) throws MalformedMessageException {
    while (in.isReadable() && state != State.TRAILERS && state != State.END) {
      if (state == State.DATA) {
        data(in, out);
      } else {
        step(in.readByte());
      }
    }
    if (state == State.TRAILERS && trailers.read(in)) {
      state = State.END;
    }
    return state == State.END;
  }

  private void step(byte b) throws MalformedMessageException {
    switch (state) {
      case SIZE -> sizeByte(b);
      case EXTENSION -> extensionByte(b);
      case SIZE_LINE_FEED -> {
        require(b, Octets.LF);
        state = size == 0 ? State.TRAILERS : State.DATA;
        digits = 0;
        extensionBytes = 0;
      }
      case DATA_CARRIAGE_RETURN -> {
        require(b, Octets.CR);
        state = State.DATA_LINE_FEED;
      }
      case DATA_LINE_FEED -> {
        require(b, Octets.LF);
        state = State.SIZE;
      }
      case DATA, TRAILERS, END -> throw new IllegalStateException("this is no line of a chunk");
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

  private void data(ByteBuf in, BodyReader.Output out) {
    int take = (int) Math.min(size, in.readableBytes());
    out.data(in.readRetainedSlice(take));
    size -= take;
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
    private HeaderBlock fields = HeaderBlock.NONE;

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
  }
}
