package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.Exchange;
import io.webgateway.agent.proxy.exchange.ExchangeLifecycle;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.exchange.Visitor;
import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http.ResponseRewriter;
import io.webgateway.agent.proxy.http2.Http2Wire;
import io.webgateway.agent.proxy.http2.ReceivedFields;
import io.webgateway.agent.proxy.http2.RequestFields;
import io.webgateway.agent.proxy.http2.SentFields;
import io.webgateway.agent.proxy.http2.WireStream;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.model.traffic.CompletionReason;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a stream of HTTP/2: holds body data back while the backend cannot take it, at
 * most the stream's window, and writes the answer as frames. Event loop of the connection.
 */
final class Http2Visitor implements Visitor, WireStream.Receiver, Http2Connection.Reader {
  private static final Http2Headers NO_TRAILERS = new DefaultHttp2Headers(false, 2);

  private final Http2Connection connection;
  private final WireStream stream;
  private final RequestHead request;
  private final Exchange exchange;
  private final ExchangeLifecycle lifecycle;
  private final Deadline deadline;
  private @Nullable ByteBuf held;
  private @Nullable HeaderBlock heldEnd;
  private @Nullable Http2Headers heldHead;
  private @Nullable Http2StreamEnd tunnel;
  private boolean reading;
  private boolean passing;
  private boolean finished;
  private boolean released;

  Http2Visitor(
      Http2Connection connection,
      WireStream stream,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.connection = connection;
    this.stream = stream;
    this.request = request;
    this.lifecycle = lifecycle;
    this.exchange = new Exchange(this, connection.loop(), facts, request, lifecycle);
    this.deadline = connection.loop().wheel().deadline(exchange::deadlinePassed);
  }

  void start() {
    long expectedBytes =
        request.framing() instanceof BodyFraming.Length length ? length.bytes() : -1;
    stream.receiver(this, expectedBytes);
    exchange.start();
  }

  @Override
  public void readComplete() {
    reading = false;
    exchange.readComplete();
  }

  String workload() {
    return lifecycle.workload();
  }

  boolean isTunnel() {
    return tunnel != null;
  }

  /** Ends the exchange and its stream without an answer, or without the rest of one. */
  void abandon(CompletionReason reason) {
    if (tunnel != null) {
      tunnel.end(reason);
      return;
    }
    if (!exchange.cutOff(reason)) {
      cut();
    }
  }

  // What the visitor sends.

  @Override
  public boolean received(ByteBuf data) {
    if (!reading) {
      reading = true;
      connection.reads(this);
    }
    if (held == null && exchange.wantsBody()) {
      exchange.bodyData(data);
      return true;
    }
    hold(data);
    return false;
  }

  /** Copied together: a slice would keep all that was read with it, a list would grow by frames. */
  private void hold(ByteBuf data) {
    ByteBuf together = held;
    if (together == null) {
      together = connection.channel().alloc().buffer(data.readableBytes());
      held = together;
    }
    together.writeBytes(data);
    data.release();
  }

  @Override
  public void ended(ReceivedFields received) {
    try {
      HeaderBlock trailers = RequestFields.trailers(received, connection.bounds());
      if (!request.framing().isEmpty()) {
        heldEnd = trailers;
        passOn();
      }
    } catch (MalformedMessageException e) {
      exchange.abandon(e.fault().reason());
      stream.refuse(Http2Error.PROTOCOL_ERROR);
      finish();
    }
  }

  @Override
  public void readOn() {
    passOn();
  }

  private void passOn() {
    if (passing) {
      return;
    }
    passing = true;
    while (held != null && exchange.wantsBody()) {
      ByteBuf data = nextOf(held);
      int bytes = data.readableBytes();
      exchange.bodyData(data);
      stream.passedOn(bytes);
      exchange.readComplete();
    }
    HeaderBlock end = heldEnd;
    if (end != null && held == null && exchange.wantsBody()) {
      heldEnd = null;
      exchange.bodyEnded(end);
    }
    passing = false;
  }

  /** No more at once than a connection of HTTP/1 reads: its bandwidth may have a limit. */
  private ByteBuf nextOf(ByteBuf all) {
    if (all.readableBytes() > Http2StreamEnd.PIECE_BYTES) {
      ByteBuf piece = all.readBytes(Http2StreamEnd.PIECE_BYTES);
      all.discardReadBytes();
      return piece;
    }
    held = null;
    return all;
  }

  @Override
  public void writabilityChanged() {
    exchange.writabilityChanged();
  }

  @Override
  public void gone(Http2Wire.Ending ending) {
    exchange.abandon(
        switch (ending) {
          case LEFT -> CompletionReason.CLIENT_ABORTED;
          case MALFORMED -> CompletionReason.FRAMING_REJECTED;
          case FLOOD -> CompletionReason.CLIENT_FLOOD;
          case FAILED -> CompletionReason.INTERNAL_ERROR;
        });
    finish();
  }

  // What the exchange answers.

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public boolean isWritable() {
    return stream.isWritable();
  }

  @Override
  public long pendingBytes() {
    return stream.pendingBytes();
  }

  @Override
  public void interim(ResponseHead head) {
    stream.head(fields(head));
  }

  @Override
  public void head(ResponseHead head) {
    Http2Headers fields = fields(head);
    if (head.framing().isEmpty()) {
      heldHead = fields;
    } else {
      stream.head(fields);
    }
  }

  private Http2Headers fields(ResponseHead head) {
    SentFields fields = new SentFields();
    fields.field(":status", Integer.toString(head.status()));
    if (head.framing() instanceof BodyFraming.Length length) {
      fields.field("content-length", Long.toString(length.bytes()));
    } else if (head.framing().isEmpty() && head.announcedBytes() >= 0) {
      fields.field("content-length", Long.toString(head.announcedBytes()));
    }
    ResponseRewriter.fields(head, connection.loop().shared().viaName(), fields);
    return fields.headers();
  }

  @Override
  public void data(ByteBuf data) {
    stream.data(data);
  }

  @Override
  public void end(HeaderBlock trailers, Runnable sent) {
    Http2Headers last = trailers.size() == 0 ? NO_TRAILERS : sentTrailers(trailers);
    Http2Headers only = heldHead;
    Runnable whole =
        () -> {
          sent.run();
          connection.answered();
          finish();
        };
    if (only == null) {
      stream.end(last, whole);
    } else if (last.isEmpty()) {
      stream.endWithHead(only, whole);
    } else {
      stream.head(only);
      stream.end(last, whole);
    }
    stream.flush();
  }

  private static Http2Headers sentTrailers(HeaderBlock trailers) {
    SentFields fields = new SentFields();
    for (int i = 0; i < trailers.size(); i++) {
      if (trailers.mayBeTrailer(i)) {
        fields.copied(trailers, i);
      }
    }
    return fields.headers();
  }

  @Override
  public void answer(GatewayAnswer answer, String exchangeId, Runnable sent) {
    Http2Answers.write(
        answer,
        exchangeId,
        AnswerForm.of(answer, request),
        !request.method().equals("HEAD"),
        stream,
        () -> {
          sent.run();
          finish();
        });
    stream.flush();
  }

  @Override
  public void flush() {
    stream.flush();
  }

  @Override
  public void cut() {
    stream.reset(Http2Error.INTERNAL_ERROR);
    finish();
  }

  @Override
  public void workEnded() {
    release();
  }

  @Override
  public void becomeTunnel(
      ResponseHead switched,
      Channel backend,
      ByteBuf fromBackend,
      Relay.Terms terms,
      Relay.Outcome outcome) {
    SentFields fields = new SentFields();
    fields.field(":status", "200");
    ResponseRewriter.fields(switched, connection.loop().shared().viaName(), fields);
    // The key was ours, and so is its answer (RFC 8441 section 5).
    fields.headers().remove("sec-websocket-accept");
    stream.head(fields.headers());
    deadline.discard();
    ByteBuf fromClient = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    Http2StreamEnd end = new Http2StreamEnd(connection, stream);
    tunnel = end;
    connection
        .loop()
        .relays()
        .join(
            end,
            fromClient,
            backend,
            fromBackend,
            terms,
            (reason, clientBytes, backendBytes) -> {
              outcome.ended(reason, clientBytes, backendBytes);
              finish();
            });
    end.passedOn(fromClient.readableBytes());
    stream.flush();
  }

  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    deadline.discard();
    connection.left(this);
    if (held != null) {
      held.release();
      held = null;
    }
    if (!exchange.isConnecting()) {
      release();
    }
  }

  private void release() {
    if (finished && !released) {
      released = true;
      stream.release();
    }
  }
}
