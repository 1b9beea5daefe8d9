package io.webgateway.agent.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.HeaderBlockBuilder;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.RequestRewriter;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http2.SentFields;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on a shared connection (RFC 9113 section 8.1): a place that was kept for it, then a
 * stream. Reads the answer strictly. Event loop of the connection.
 */
final class BackendStream implements UpstreamStream {
  private static final int MAX_INTERIM_ANSWERS = 16;
  private static final int NOT_SENT = 0;

  private final Http2Backend connection;
  private final boolean reused;
  private @Nullable Receiver receiver;
  private @Nullable ResponseHead head;
  private String method = "";
  private int id = NOT_SENT;
  private long receivedBytes;
  private int unconsumedBytes;
  private int interimAnswers;
  private boolean paused;
  private boolean sawBytes;
  private boolean placeKept = true;

  BackendStream(Http2Backend connection, boolean reused) {
    this.connection = connection;
    this.reused = reused;
  }

  int id() {
    return id;
  }

  @Override
  public void send(RequestHead request, Origin origin, Receiver exchange) {
    receiver = exchange;
    method = request.method();
    id = connection.begin(this, headersOf(request, origin), request.framing().isEmpty());
  }

  private Http2Headers headersOf(RequestHead request, Origin origin) {
    SentFields fields = new SentFields();
    fields
        .headers()
        .method(request.method())
        .scheme(connection.scheme())
        .authority(request.authority())
        .path(request.path() + request.query());
    if (request.framing() instanceof BodyFraming.Length length) {
      fields.field("content-length", Long.toString(length.bytes()));
    }
    if (request.expectsContinue()) {
      fields.field("expect", "100-continue");
    }
    if (request.offersTrailers()) {
      fields.field("te", "trailers");
    }
    RequestRewriter.fields(request, origin, fields);
    return fields.headers();
  }

  @Override
  public void data(ByteBuf data) {
    if (data.isReadable()) {
      connection.writeData(id, data, false);
    } else {
      data.release();
    }
  }

  @Override
  public void end(HeaderBlock trailers) {
    if (trailers.size() == 0) {
      connection.writeData(id, Unpooled.EMPTY_BUFFER, true);
    } else {
      SentFields fields = new SentFields();
      for (int i = 0; i < trailers.size(); i++) {
        if (trailers.mayBeTrailer(i)) {
          fields.copied(trailers, i);
        }
      }
      connection.writeTrailers(id, fields.headers());
    }
  }

  @Override
  public void flush() {
    connection.flushSoon();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable(id);
  }

  /** What came is passed on; the backend gets no more room for what has not come. */
  @Override
  public void pauseReading(boolean pause) {
    paused = pause;
    if (!pause && unconsumedBytes > 0) {
      int bytes = unconsumedBytes;
      unconsumedBytes = 0;
      connection.consumed(id, bytes);
    }
  }

  @Override
  public boolean isReused() {
    return reused;
  }

  @Override
  public boolean sawBytes() {
    return sawBytes;
  }

  @Override
  public void release(boolean requestEnded) {
    receiver = null;
    if (id == NOT_SENT) {
      closed();
    } else if (!requestEnded) {
      connection.reset(id, Http2Error.CANCEL);
    }
  }

  @Override
  public void discard() {
    receiver = null;
    if (id == NOT_SENT) {
      closed();
    } else {
      connection.reset(id, Http2Error.CANCEL);
    }
  }

  /** The stream is closed, whoever did it; an exchange that still waits has lost it. */
  void closed() {
    if (placeKept) {
      placeKept = false;
      connection.placeFreed();
      fail(UpstreamFailure.CLOSED);
    }
  }

  void fail(UpstreamFailure failure) {
    Receiver exchange = receiver;
    receiver = null;
    if (exchange != null) {
      exchange.upstreamFailed(failure);
    }
  }

  void flushReceiver() {
    if (receiver != null) {
      receiver.upstreamFlush();
    }
  }

  void writabilityChanged() {
    if (receiver != null) {
      receiver.upstreamWritabilityChanged();
    }
  }

  /** A field section: an interim head, the head, or trailers. */
  void received(Http2Headers headers, boolean endsStream) throws MalformedMessageException {
    Receiver exchange = receiver;
    if (exchange == null) {
      return;
    }
    sawBytes = true;
    if (head == null) {
      receivedHead(exchange, headers, endsStream);
    } else {
      requireWhole();
      end(exchange, blockOf(headers));
    }
  }

  private void receivedHead(Receiver exchange, Http2Headers headers, boolean endsStream)
      throws MalformedMessageException {
    ResponseHead read =
        connection
            .terms()
            .guard()
            .checkHttp2(statusOf(headers), blockOf(headers), endsStream, method);
    if (read.isInterim()) {
      if (++interimAnswers > MAX_INTERIM_ANSWERS) {
        throw new MalformedMessageException(Fault.TOO_MANY_INTERIM);
      }
      exchange.responseHead(read);
      return;
    }
    head = read;
    exchange.responseHead(read);
    if (endsStream && receiver != null) {
      end(exchange, HeaderBlock.NONE);
    }
  }

  /** The fields of a section without pseudo-header fields, which Netty has looked at. */
  private HeaderBlock blockOf(Http2Headers headers) throws MalformedMessageException {
    ConnectionLimits limits = connection.terms().limits();
    HeaderBlockBuilder block = new HeaderBlockBuilder(limits.maxFields(), limits.maxHeadBytes());
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
        block.add(field.getKey(), field.getValue());
      }
    }
    return block.build();
  }

  private static CharSequence statusOf(Http2Headers headers) throws MalformedMessageException {
    CharSequence status = headers.status();
    if (status == null || headers.getAll(Http2Headers.PseudoHeaderName.STATUS.value()).size() > 1) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    return status;
  }

  /**
   * Data of the body; takes no ownership.
   *
   * @param bytes that the frame took of the windows
   * @return how many of them the backend may send again
   */
  int received(ByteBuf data, int bytes, boolean endsStream) throws MalformedMessageException {
    Receiver exchange = receiver;
    if (exchange == null) {
      return bytes;
    }
    if (head == null) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    if (data.isReadable()) {
      receivedBytes += data.readableBytes();
      requireNotLonger(head.framing());
      exchange.data(data.retain());
    }
    if (endsStream && receiver != null) {
      requireWhole();
      end(exchange, HeaderBlock.NONE);
    }
    if (paused && receiver != null) {
      unconsumedBytes += bytes;
      return 0;
    }
    return bytes;
  }

  private void requireNotLonger(BodyFraming framing) throws MalformedMessageException {
    boolean tooLong =
        framing instanceof BodyFraming.Length length
            ? receivedBytes > length.bytes()
            : framing == BodyFraming.Ending.NONE;
    if (tooLong) {
      throw new MalformedMessageException(Fault.LENGTH_WRONG);
    }
  }

  private void requireWhole() throws MalformedMessageException {
    if (head != null
        && head.framing() instanceof BodyFraming.Length length
        && receivedBytes != length.bytes()) {
      throw new MalformedMessageException(Fault.LENGTH_WRONG);
    }
  }

  private void end(Receiver exchange, HeaderBlock trailers) {
    receiver = null;
    exchange.responseEnded(trailers);
  }
}
