package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.BodyReader;
import io.webgateway.agent.proxy.http.ChunkWriter;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.RequestRewriter;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http.ResponseRewriter;
import io.webgateway.agent.proxy.http.WebSocketHandshake;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.Attempts;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.proxy.upstream.PoolKey;
import io.webgateway.agent.proxy.upstream.UpstreamConnection;
import io.webgateway.agent.proxy.upstream.UpstreamFailure;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: routes, reaches a backend, relays both bodies as they come, each
 * side's room gating the other's reading. Event loop of the client channel; owns the written
 * request head until nothing can be sent again.
 */
final class Exchange implements UpstreamConnection.Receiver {
  private final ClientConnection client;
  private final LoopContext loop;
  private final ConnectionFacts facts;
  private final RequestHead request;
  private final ExchangeLifecycle lifecycle;
  private final LiveTable.Snapshot table;
  private final BodyReader requestBody;
  private ExchangeLimits limits = ExchangeLimits.DEFAULT;
  private String tenant = "";
  private @Nullable Attempts attempts;
  private Cluster.@Nullable Endpoint endpoint;
  private @Nullable ByteBuf upstreamHead;
  private @Nullable UpstreamConnection upstream;
  private boolean answering;
  private boolean wrapsChunks;
  private boolean keepAlive;
  private boolean responseEnded;
  private boolean over;
  private long stalledAt = Long.MIN_VALUE;

  Exchange(
      ClientConnection client,
      LoopContext loop,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.client = client;
    this.loop = loop;
    this.facts = facts;
    this.request = request;
    this.lifecycle = lifecycle;
    this.table = loop.shared().live().current();
    this.requestBody =
        new BodyReader(
            request.framing(), true, loop.limits().maxHeadBytes(), loop.limits().maxFields());
  }

  void start() {
    switch (Admission.decide(request, facts, table)) {
      case Admission.Answer answer -> answer(answer.answer());
      case Admission.Enter enter -> enter(enter.route());
    }
  }

  private void enter(HttpRoute route) {
    lifecycle.routed(route);
    limits = route.limits();
    tenant = route.tenant();
    attempts = new Attempts(loop.selectors().of(route.cluster(), table.routes()));
    upstreamHead = client.newBuffer(1024);
    RequestRewriter.write(request, facts.origin(), upstreamHead);
    tryNext(attempts);
  }

  private void tryNext(Attempts plan) {
    Optional<Cluster.Endpoint> next = plan.next(loop.wheel().nowNanos());
    if (next.isEmpty()) {
      answer(GatewayAnswer.of(plan.lastFailure()));
      return;
    }
    Cluster.Endpoint chosen = next.get();
    endpoint = chosen;
    lifecycle.sentTo(chosen);
    PoolKey key = keyOf(chosen);
    if (!plan.freshOnly() && !request.webSocket()) {
      Optional<UpstreamConnection> idle = loop.pool().take(key, table.routes().backendPolicy());
      if (idle.isPresent()) {
        send(idle.get(), plan);
        return;
      }
    }
    loop.connector()
        .connect(
            key,
            table.routes().backendPolicy(),
            limits.connectTimeoutMillis(),
            outcome -> connectEnded(outcome, chosen, plan));
  }

  private PoolKey keyOf(Cluster.Endpoint chosen) {
    return switch (chosen) {
      case Cluster.Endpoint.Address address -> new PoolKey(tenant, address.host(), address.port());
    };
  }

  private void connectEnded(ConnectOutcome outcome, Cluster.Endpoint chosen, Attempts plan) {
    if (outcome instanceof ConnectOutcome.Connected connected) {
      plan.connected(chosen);
      UpstreamConnection connection =
          loop.connector()
              .carryExchanges(connected.channel(), keyOf(chosen), table.routes().backendPolicy());
      if (over) {
        connection.giveBack();
      } else {
        send(connection, plan);
      }
    } else if (!over) {
      plan.notConnected(chosen, outcome, loop.wheel().nowNanos());
      tryNext(plan);
    }
  }

  private void send(UpstreamConnection connection, Attempts plan) {
    ByteBuf head = upstreamHead;
    if (head == null) {
      throw new IllegalStateException("the request was given up");
    }
    plan.sent();
    upstream = connection;
    connection.begin(this, request.method(), request.http11());
    if (request.isRepeatable()) {
      connection.write(head.retainedDuplicate());
    } else {
      upstreamHead = null;
      connection.write(head);
    }
    connection.flush();
    armForUpstream();
    client.advance();
  }

  boolean requestEnded() {
    return requestBody.ended();
  }

  /** Whether body bytes would be passed on at once. */
  boolean wantsBody() {
    UpstreamConnection connection = upstream;
    return !requestBody.ended() && connection != null && connection.isWritable();
  }

  /** Passes on body bytes; answers false when nothing more can be done with them now. */
  boolean takeBody(ByteBuf in) {
    UpstreamConnection connection = upstream;
    if (requestBody.ended() || connection == null || !connection.isWritable()) {
      return false;
    }
    try {
      requestBody.read(in, connection::write);
    } catch (MalformedMessageException e) {
      connection.flush();
      fail(GatewayAnswer.of(e.fault()));
      return false;
    }
    if (requestBody.ended()) {
      connection.flush();
    }
    armForUpstream();
    return !over;
  }

  void clientReadComplete() {
    if (upstream != null && !requestBody.ended()) {
      upstream.flush();
    }
  }

  @Override
  public void upstreamWritabilityChanged() {
    client.advance();
  }

  private void armForUpstream() {
    boolean awaitsFirstByte = requestBody.ended() && !answering;
    client
        .deadline()
        .inMillis(
            loop.wheel().nowNanos(),
            awaitsFirstByte ? limits.firstByteTimeoutMillis() : limits.idleTimeoutMillis());
  }

  @Override
  public void responseHead(ResponseHead head) {
    if (head.isInterim()) {
      if (request.http11()) {
        writeHead(head, BodyFraming.Ending.NONE, false);
      }
      return;
    }
    answering = true;
    releaseUpstreamHead();
    lifecycle.answered(head.status());
    BodyFraming framing = framingForClient(head.framing());
    keepAlive =
        request.keepsAlive() && !client.isDraining() && framing != BodyFraming.Ending.UNTIL_CLOSE;
    writeHead(head, framing, !keepAlive);
    armForUpstream();
  }

  @Override
  public boolean mayHaveSwitched(ResponseHead head) {
    return WebSocketHandshake.isAgreed(request, head);
  }

  @Override
  public void switched(ResponseHead head, Channel channel, ByteBuf afterHead) {
    upstream = null;
    over = true;
    releaseUpstreamHead();
    lifecycle.answered(head.status());
    ByteBuf out = client.newBuffer(512);
    ResponseRewriter.writeSwitch(head, out);
    client.write(out);
    client.becomeTunnel(
        channel,
        afterHead,
        new Relay.Terms(lifecycle.workload(), tenant, limits.idleTimeoutMillis()),
        (reason, clientBytes, backendBytes) -> {
          lifecycle.carried(clientBytes, backendBytes);
          lifecycle.complete(reason);
        });
  }

  /** A visitor of HTTP/1.0 gets no chunks; another gets them where only a close would end. */
  private BodyFraming framingForClient(BodyFraming backend) {
    return switch (backend) {
      case BodyFraming.Length length -> length;
      case BodyFraming.Ending ending ->
          switch (ending) {
            case CHUNKED -> request.http11() ? backend : BodyFraming.Ending.UNTIL_CLOSE;
            case UNTIL_CLOSE -> {
              wrapsChunks = request.http11();
              yield wrapsChunks ? BodyFraming.Ending.CHUNKED : backend;
            }
            case NONE -> backend;
          };
    };
  }

  private void writeHead(ResponseHead head, BodyFraming framing, boolean close) {
    ByteBuf out = client.newBuffer(512);
    ResponseRewriter.write(head, framing, close, loop.shared().viaName(), out);
    client.write(out);
  }

  @Override
  public void bytes(ByteBuf slice) {
    if (over) {
      slice.release();
      return;
    }
    if (wrapsChunks) {
      client.write(ChunkWriter.size(client.newBuffer(16), slice.readableBytes()));
      client.write(slice);
      client.write(ChunkWriter.dataEnd());
    } else {
      client.write(slice);
    }
    if (upstream != null && !client.isWritable()) {
      upstream.pauseReading(true);
    }
  }

  @Override
  public void upstreamFlush() {
    if (over) {
      return;
    }
    client.flush();
    if (!responseEnded) {
      armForUpstream();
    }
  }

  void clientWritabilityChanged() {
    if (upstream != null && client.isWritable()) {
      upstream.pauseReading(false);
    }
  }

  @Override
  public void responseEnded(boolean reusable) {
    UpstreamConnection connection = upstream;
    upstream = null;
    responseEnded = true;
    if (over || connection == null) {
      return;
    }
    lifecycle.carried(requestBody.bodyBytes(), connection.responseBytes());
    if (reusable && requestBody.ended() && !request.webSocket()) {
      connection.giveBack();
    } else {
      connection.discard();
    }
    if (wrapsChunks) {
      client.write(ChunkWriter.lastChunk());
    }
    endAfterFlush(CompletionReason.COMPLETED, keepAlive && requestBody.ended());
  }

  private void endAfterFlush(CompletionReason reason, boolean reuseClient) {
    client.deadline().inMillis(loop.wheel().nowNanos(), limits.idleTimeoutMillis());
    client
        .flushAll()
        .addListener(
            flushed -> {
              if (!over && flushed.isSuccess()) {
                end(reason);
                client.exchangeEnded(reuseClient);
              }
            });
  }

  @Override
  public void upstreamFailed(UpstreamFailure failure) {
    UpstreamConnection connection = upstream;
    upstream = null;
    if (over || connection == null) {
      return;
    }
    CompletionReason reason =
        switch (failure) {
          case CLOSED -> CompletionReason.UPSTREAM_RESET;
          case MALFORMED -> CompletionReason.UPSTREAM_MALFORMED;
        };
    Attempts plan = attempts;
    boolean untouched = failure == UpstreamFailure.CLOSED && !answering && !connection.sawBytes();
    if (untouched
        && plan != null
        && endpoint != null
        && plan.mayResend(endpoint, connection.isReused(), request.isRepeatable())) {
      tryNext(plan);
    } else {
      lifecycle.carried(requestBody.bodyBytes(), connection.responseBytes());
      fail(GatewayAnswer.of(reason));
    }
  }

  /** Answers with a failure while that is possible, else cuts the answer that has begun. */
  private void fail(GatewayAnswer failure) {
    if (answering) {
      abandon(failure.reason());
      client.cut();
    } else {
      answer(failure);
    }
  }

  private void answer(GatewayAnswer answer) {
    dropUpstream();
    releaseUpstreamHead();
    answering = true;
    responseEnded = true;
    boolean reuseClient = request.keepsAlive() && requestBody.ended() && !client.isDraining();
    ByteBuf out = client.newBuffer(512);
    AnswerWriter.write(
        answer,
        lifecycle.exchangeId(),
        request.acceptsProblemJson(),
        !request.method().equals("HEAD"),
        !reuseClient,
        out);
    lifecycle.answered(answer.status());
    client.write(out);
    endAfterFlush(answer.reason(), reuseClient);
  }

  void deadlinePassed() {
    if (!client.isWritable() || responseEnded) {
      long level = client.fillLevel();
      if (level != stalledAt) {
        stalledAt = level;
        client.deadline().inMillis(loop.wheel().nowNanos(), limits.idleTimeoutMillis());
        return;
      }
      abandon(CompletionReason.CLIENT_TIMEOUT);
      client.cut();
    } else {
      fail(GatewayAnswer.of(timeoutReason()));
    }
  }

  private CompletionReason timeoutReason() {
    boolean waitsForClient = !requestBody.ended() && wantsBody() && !answering;
    return waitsForClient ? CompletionReason.CLIENT_TIMEOUT : CompletionReason.UPSTREAM_TIMEOUT;
  }

  /** Ends without an answer, or without the rest of one. */
  void abandon(CompletionReason reason) {
    if (over) {
      return;
    }
    UpstreamConnection connection = upstream;
    if (connection != null) {
      lifecycle.carried(requestBody.bodyBytes(), connection.responseBytes());
    }
    end(reason);
  }

  private void end(CompletionReason reason) {
    over = true;
    dropUpstream();
    releaseUpstreamHead();
    client.deadline().clear();
    lifecycle.complete(reason);
  }

  private void dropUpstream() {
    UpstreamConnection connection = upstream;
    upstream = null;
    if (connection != null) {
      connection.discard();
    }
  }

  private void releaseUpstreamHead() {
    ReferenceCountUtil.release(upstreamHead);
    upstreamHead = null;
  }
}
