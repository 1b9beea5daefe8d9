package io.webgateway.agent.proxy.visitor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.ExchangeLifecycle;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http2.Http2Limits;
import io.webgateway.agent.proxy.http2.Http2Wire;
import io.webgateway.agent.proxy.http2.ReceivedFields;
import io.webgateway.agent.proxy.http2.RequestFields;
import io.webgateway.agent.proxy.http2.WireStream;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.HalfClose;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.model.traffic.CompletionReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A visitor's HTTP/2 connection: makes an exchange of each of its streams, and decides when it
 * idles, drains and ends. Event loop of its channel.
 */
public final class Http2Connection implements Http2Wire.Owner {
  /** For the visitor's requests that were on their way when it was asked for no more. */
  private static final long DRAIN_ROUND_TRIP_MILLIS = 1_000;

  /** What the deadline waits for. */
  private enum Watch {
    NOTHING,
    /** The rest of a frame, a field section or the preface. */
    REST,
    /** The next request. */
    REQUEST,
    /** The answer to the first GOAWAY's PING. */
    DRAIN,
    /** The visitor's end of a connection that we have ended. */
    END
  }

  private final LoopContext loop;
  private final ConnectionFacts facts;
  private final RequestFields.Bounds bounds;
  private final Http2Wire wire;
  private final Deadline deadline;
  private final Set<Http2Visitor> visitors = new LinkedHashSet<>();
  private final List<Reader> reading = new ArrayList<>();
  private Watch watch = Watch.NOTHING;
  private boolean draining;

  /** A connection on its event loop, after ALPN has chosen {@code h2}. */
  public Http2Connection(LoopContext loop, ConnectionFacts facts) {
    this.loop = loop;
    this.facts = facts;
    this.bounds = new RequestFields.Bounds(loop.limits().maxFields(), loop.limits().maxHeadBytes());
    this.deadline = loop.wheel().deadline(this::deadlinePassed);
    this.wire =
        new Http2Wire(
            Http2Limits.withHeads(loop.limits().maxHeadBytes()), loop.wheel()::nowNanos, this);
    watch(Watch.REST, loop.limits().headerTimeoutMillis());
  }

  /** What stands in the pipeline. */
  public ChannelHandler handler() {
    return wire;
  }

  LoopContext loop() {
    return loop;
  }

  Channel channel() {
    return wire.channel();
  }

  RequestFields.Bounds bounds() {
    return bounds;
  }

  private void watch(Watch next, long millis) {
    watch = next;
    deadline.inMillis(loop.wheel().nowNanos(), millis);
  }

  @Override
  public void opened(WireStream stream, ReceivedFields received) {
    ExchangeLifecycle lifecycle = loop.newLifecycle(facts.clientAddress(), HttpVersion.HTTP_2);
    try {
      RequestHead request = guard(stream, received, lifecycle);
      lifecycle.requested(request);
      Http2Visitor next = new Http2Visitor(this, stream, facts, request, lifecycle);
      visitors.add(next);
      next.start();
    } catch (MalformedMessageException e) {
      refuse(stream, lifecycle, e.fault());
    }
  }

  private RequestHead guard(WireStream stream, ReceivedFields received, ExchangeLifecycle lifecycle)
      throws MalformedMessageException {
    RequestFields read =
        RequestFields.head(received, bounds, WebSocketKeys.of(lifecycle.exchangeId()));
    int targetBytes = read.pseudo().method().length() + read.pseudo().path().length();
    if (targetBytes > loop.limits().maxRequestLineBytes()) {
      throw new MalformedMessageException(Fault.TARGET_TOO_LONG);
    }
    return loop.requestGuard().check(read.pseudo(), read.fields(), stream.requestEnded());
  }

  @Override
  public void headTooLarge(WireStream stream) {
    refuse(
        stream, loop.newLifecycle(facts.clientAddress(), HttpVersion.HTTP_2), Fault.HEAD_TOO_LARGE);
  }

  private void refuse(WireStream stream, ExchangeLifecycle lifecycle, Fault fault) {
    GatewayAnswer answer = GatewayAnswer.of(fault);
    if (!fault.isMalformed()) {
      lifecycle.answered(answer.status());
      Http2Answers.write(answer, lifecycle.exchangeId(), AnswerForm.TEXT, true, stream, () -> {});
      stream.flush();
    }
    lifecycle.complete(answer.reason());
    stream.release();
    if (fault.isMalformed()) {
      stream.refuse(Http2Error.PROTOCOL_ERROR);
    }
  }

  /** Somebody whose backend gets what has come when all that has come was read. */
  interface Reader {
    /** All was read. */
    void readComplete();
  }

  /** Data has come for a reader; told once until all was read. */
  void reads(Reader reader) {
    reading.add(reader);
  }

  @Override
  public void readComplete(boolean unfinished) {
    for (Reader reader : reading) {
      reader.readComplete();
    }
    reading.clear();
    if (watch == Watch.END || watch == Watch.DRAIN) {
      return;
    }
    if (unfinished) {
      if (watch != Watch.REST) {
        watch(Watch.REST, loop.limits().headerTimeoutMillis());
      }
    } else if (!wire.isIdle()) {
      watch = Watch.NOTHING;
      deadline.clear();
    } else if (watch != Watch.REQUEST) {
      watch(Watch.REQUEST, loop.limits().keepAliveTimeoutMillis());
    }
  }

  @Override
  public void idle() {
    if (draining && watch != Watch.DRAIN) {
      end();
    } else if (watch == Watch.NOTHING) {
      watch(Watch.REQUEST, loop.limits().keepAliveTimeoutMillis());
    }
  }

  /** An exchange got its whole answer from a backend. */
  void answered() {
    wire.answered();
  }

  void left(Http2Visitor visitor) {
    visitors.remove(visitor);
    if (facts.visits().isLeaving()) {
      drain();
    }
  }

  /** Sends our end, then waits a little for the visitor's, so that a reset eats nothing. */
  private void end() {
    if (watch != Watch.END && wire.channel().isActive()) {
      watch(Watch.END, loop.limits().lingerTimeoutMillis());
      HalfClose.send(wire.channel(), () -> {});
    }
  }

  @Override
  public void failed() {
    end();
  }

  @Override
  public void drainAcknowledged() {
    if (watch == Watch.DRAIN) {
      drained();
    }
  }

  private void drained() {
    watch = Watch.NOTHING;
    deadline.clear();
    wire.stopAccepting();
    if (wire.isIdle()) {
      end();
    }
  }

  @Override
  public void event(Object event) {
    if (event == DrainSignal.CUT) {
      abandonAll(CompletionReason.SHUTTING_DOWN);
      wire.channel().close();
    } else if (event == DrainSignal.FINISH) {
      drain();
    } else if (event instanceof RollCall call) {
      answer(call);
    } else if (event instanceof Departure departure) {
      told(departure);
    } else if (event instanceof SslCloseCompletionEvent) {
      wire.channel().close();
    }
  }

  private void drain() {
    if (!draining && watch != Watch.END && wire.channel().isActive()) {
      draining = true;
      watch(Watch.DRAIN, DRAIN_ROUND_TRIP_MILLIS);
      wire.announceDrain();
    }
  }

  private void answer(RollCall call) {
    call.connection(facts.visits()::concern, facts.handshakeIfSecure());
    for (Http2Visitor visitor : visitors) {
      if (visitor.isTunnel()) {
        call.tunnel(visitor.workload());
      } else {
        call.exchange(visitor.workload());
      }
    }
  }

  /**
   * A connection cannot be left by one workload alone, so it is asked to end whole; what goes to
   * others is never cut. What GOAWAY has said cannot be taken back.
   */
  private void told(Departure departure) {
    switch (departure) {
      case Departure.Ask(DrainScope scope) -> {
        if (facts.visits().concern(scope)) {
          drain();
        }
      }
      case Departure.Cut(DrainScope scope) -> {
        for (Http2Visitor visitor : List.copyOf(visitors)) {
          if (scope.concerns(visitor.workload())) {
            visitor.abandon(CompletionReason.DRAINED);
          }
        }
        if (visitors.isEmpty() && facts.visits().concern(scope)) {
          wire.stopAccepting();
          end();
        }
      }
      case Departure.Revised(RouteTable table) -> {
        if (!facts.holdsUnder(table)) {
          drain();
        }
      }
      case Departure.Stay _ -> facts.visits().stay();
    }
  }

  private void deadlinePassed() {
    switch (watch) {
      case NOTHING -> {}
      case REST -> {
        if (wire.withinHeaders()) {
          loop.newLifecycle(facts.clientAddress(), HttpVersion.HTTP_2)
              .complete(CompletionReason.CLIENT_TIMEOUT);
        }
        abandonAll(CompletionReason.CLIENT_TIMEOUT);
        wire.stopAccepting();
        end();
      }
      case REQUEST -> {
        wire.stopAccepting();
        end();
      }
      case DRAIN -> drained();
      case END -> wire.channel().close();
    }
  }

  private void abandonAll(CompletionReason reason) {
    for (Http2Visitor visitor : List.copyOf(visitors)) {
      visitor.abandon(reason);
    }
  }

  @Override
  public void closed() {
    deadline.discard();
  }
}
