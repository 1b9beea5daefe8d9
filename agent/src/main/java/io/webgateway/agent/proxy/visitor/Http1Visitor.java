package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.Exchange;
import io.webgateway.agent.proxy.exchange.ExchangeLifecycle;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.exchange.Visitor;
import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.BodyReader;
import io.webgateway.agent.proxy.http.ChunkWriter;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http.ResponseRewriter;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.model.traffic.CompletionReason;

/**
 * One exchange of a connection of HTTP/1: reads its body's framing and writes its answer's. Event
 * loop of the connection.
 */
final class Http1Visitor implements Visitor {
  private static final int HEAD_BYTES = 512;
  private static final int CHUNK_LINE_BYTES = 16;

  private final ClientConnection connection;
  private final RequestHead request;
  private final BodyReader body;
  private final Exchange exchange;
  private final ExchangeLifecycle lifecycle;
  private final String viaName;
  private BodyFraming framing = BodyFraming.Ending.NONE;
  private boolean keepsAlive;

  Http1Visitor(
      ClientConnection connection,
      LoopContext loop,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.connection = connection;
    this.request = request;
    this.lifecycle = lifecycle;
    this.viaName = loop.shared().viaName();
    this.body =
        new BodyReader(request.framing(), loop.limits().maxHeadBytes(), loop.limits().maxFields());
    this.exchange = new Exchange(this, loop, facts, request, lifecycle);
  }

  Exchange exchange() {
    return exchange;
  }

  String workload() {
    return lifecycle.workload();
  }

  boolean requestEnded() {
    return body.ended();
  }

  /** Whether bytes of the body would be used at once. */
  boolean wantsBody() {
    return !body.ended() && exchange.wantsBody();
  }

  /** Uses bytes of the body; answers false when nothing more can be done with them now. */
  boolean takeBody(ByteBuf in) {
    if (!wantsBody()) {
      return false;
    }
    try {
      body.read(in, exchange::bodyData);
    } catch (MalformedMessageException e) {
      exchange.bodyFault(e.fault());
      return false;
    }
    if (body.ended()) {
      exchange.bodyEnded(body.trailers());
    }
    return true;
  }

  @Override
  public Deadline deadline() {
    return connection.deadline();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  @Override
  public long pendingBytes() {
    return connection.pendingBytes();
  }

  @Override
  public void interim(ResponseHead head) {
    if (request.version() == HttpVersion.HTTP_1_1) {
      writeHead(head, BodyFraming.Ending.NONE, false);
    }
  }

  @Override
  public void head(ResponseHead head) {
    framing = framingFor(head.framing());
    keepsAlive =
        request.keepsAlive()
            && !connection.isDraining()
            && framing != BodyFraming.Ending.UNTIL_CLOSE;
    writeHead(head, framing, !keepsAlive);
  }

  /** A visitor of HTTP/1.0 gets no chunks; another gets them where only a close would end. */
  private BodyFraming framingFor(BodyFraming answer) {
    return switch (answer) {
      case BodyFraming.Length length -> length;
      case BodyFraming.Ending ending ->
          ending == BodyFraming.Ending.NONE ? ending : unknownLength();
    };
  }

  private BodyFraming unknownLength() {
    return request.version() == HttpVersion.HTTP_1_1
        ? BodyFraming.Ending.CHUNKED
        : BodyFraming.Ending.UNTIL_CLOSE;
  }

  private void writeHead(ResponseHead head, BodyFraming as, boolean close) {
    ByteBuf out = connection.newBuffer(HEAD_BYTES);
    ResponseRewriter.write(head, as, close, viaName, out);
    connection.write(out);
  }

  @Override
  public void data(ByteBuf data) {
    if (framing != BodyFraming.Ending.CHUNKED) {
      connection.write(data);
    } else if (data.isReadable()) {
      ByteBuf line = connection.newBuffer(CHUNK_LINE_BYTES);
      connection.write(ChunkWriter.size(line, data.readableBytes()));
      connection.write(data);
      connection.write(ChunkWriter.dataEnd());
    } else {
      data.release();
    }
  }

  @Override
  public void end(HeaderBlock trailers, Runnable sent) {
    if (framing == BodyFraming.Ending.CHUNKED) {
      connection.write(ChunkWriter.last(trailers));
    }
    connection.endExchange(keepsAlive && body.ended(), sent);
  }

  @Override
  public void answer(GatewayAnswer answer, String exchangeId, Runnable sent) {
    boolean again = request.keepsAlive() && body.ended() && !connection.isDraining();
    if (answer.reason() == CompletionReason.LIMIT_EXCEEDED) {
      connection.restAfterAnswer();
    }
    ByteBuf out = connection.newBuffer(HEAD_BYTES);
    AnswerWriter.write(
        answer,
        exchangeId,
        AnswerForm.of(answer, request),
        !request.method().equals("HEAD"),
        !again,
        out);
    connection.write(out);
    connection.endExchange(again, sent);
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public void readOn() {
    connection.advance();
  }

  @Override
  public void cut() {
    connection.cut();
  }

  /** One request at a time, so nothing counts them. */
  @Override
  public void workEnded() {}

  @Override
  public void becomeTunnel(
      ResponseHead switched,
      Channel backend,
      ByteBuf fromBackend,
      Relay.Terms terms,
      Relay.Outcome outcome) {
    ByteBuf out = connection.newBuffer(HEAD_BYTES);
    ResponseRewriter.writeSwitch(switched, out);
    connection.write(out);
    connection.becomeTunnel(backend, fromBackend, terms, outcome);
  }
}
