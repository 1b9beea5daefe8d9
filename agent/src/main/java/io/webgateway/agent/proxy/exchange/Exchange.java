package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.Shaper;
import io.webgateway.agent.proxy.upstream.UpstreamFailure;
import io.webgateway.agent.proxy.upstream.UpstreamStream;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: routes, reaches a backend, relays both bodies as they come, each
 * side's room gating the other's reading. It knows no version of HTTP: its two sides do. Event loop
 * of the visitor; owns no buffer between calls.
 */
public final class Exchange
    implements UpstreamStream.Receiver, RequestDispatch.Outcome, Shaper.Owner {
  private final Visitor visitor;
  private final LoopContext loop;
  private final ConnectionFacts facts;
  private final RequestHead request;
  private final ExchangeLifecycle lifecycle;
  private final LiveTable.Snapshot table;
  private final Shaper shaper;
  private ExchangeLimits limits = ExchangeLimits.DEFAULT;
  private String tenant = "";
  private long maxBodyBytes;
  private @Nullable Visit visit;
  private String strictTransportSecurity = "";
  private ExchangeClock clock;
  private @Nullable RequestDispatch dispatch;
  private @Nullable BodyReplay replay;
  private @Nullable UpstreamStream upstream;
  private long requestBytes;
  private long responseBytes;
  private boolean connecting;
  private boolean requestEnded;
  private boolean answering;
  private boolean responseEnded;
  private boolean over;

  /** An exchange for a request that passed the guard, by the table that is current now. */
  public Exchange(
      Visitor visitor,
      LoopContext loop,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.visitor = visitor;
    this.loop = loop;
    this.facts = facts;
    this.request = request;
    this.lifecycle = lifecycle;
    this.table = loop.shared().live().current();
    this.shaper = new Shaper(loop.wheel(), this);
    this.requestEnded = request.framing().isEmpty();
    this.clock = new ExchangeClock(limits, false, loop.wheel().nowNanos());
  }

  /** Routes the request and begins to answer it. */
  public void start() {
    switch (Admission.decide(request, facts, table)) {
      case Admission.Answer answer -> answer(answer.answer());
      case Admission.Enter enter -> enter(enter.route(), enter.traffic());
    }
  }

  private void enter(HttpRoute route, WorkloadTraffic traffic) {
    lifecycle.routed(route);
    Visit visiting = facts.visits().at(traffic);
    Optional<GatewayAnswer> refused =
        VisitLimits.refuse(route, request, visiting, loop.wheel().nowNanos());
    if (refused.isPresent()) {
      answer(refused.get());
      return;
    }
    visit = visiting;
    shaper.visits(visiting);
    maxBodyBytes = visiting.limits().maxBodyBytes();
    limits = route.limits();
    tenant = route.tenant();
    strictTransportSecurity = route.visitors().strictTransportSecurity();
    clock = new ExchangeClock(limits, request.isStreamed(), loop.wheel().nowNanos());
    moved();
    RequestDispatch first = new RequestDispatch(loop, route, table, facts, request, lifecycle);
    dispatch = first;
    if (!requestEnded && first.waits()) {
      replay = new BodyReplay();
    }
    connecting = true;
    first.next(this);
  }

  @Override
  public void opened(UpstreamStream stream) {
    if (!isWanted()) {
      stream.release(true);
      unwanted();
      return;
    }
    connecting = false;
    upstream = stream;
    stream.send(dispatch().forBackend(), facts.origin(), this);
    if (replay != null) {
      replay.writeTo(stream);
    }
    stream.flush();
    shaper.begin(Direction.IN);
    if (shaper.begin(Direction.OUT)) {
      stream.pauseReading(true);
    }
    moved();
    visitor.readOn();
  }

  @Override
  public boolean isWanted() {
    return !over && !responseEnded;
  }

  @Override
  public void unwanted() {
    connecting = false;
    visitor.workEnded();
  }

  /** Whether a connection to a backend is being opened, even if nobody waits for it any more. */
  public boolean isConnecting() {
    return connecting;
  }

  @Override
  public void gaveUp(GatewayAnswer answer) {
    connecting = false;
    answer(answer);
  }

  @Override
  public int keptBytes() {
    return replay == null ? 0 : replay.bytes();
  }

  /** Whether data of the request's body would be passed on at once. */
  public boolean wantsBody() {
    UpstreamStream stream = upstream;
    return !requestEnded && stream != null && stream.isWritable() && !shaper.isPaused(Direction.IN);
  }

  /** Passes on data of the request's body; takes the buffer. */
  public void bodyData(ByteBuf data) {
    UpstreamStream stream = upstream;
    if (over || stream == null) {
      data.release();
      return;
    }
    int bytes = data.readableBytes();
    if (maxBodyBytes != 0 && requestBytes + bytes > maxBodyBytes) {
      data.release();
      fail(GatewayAnswer.of(CompletionReason.BODY_TOO_LARGE));
      return;
    }
    requestBytes += bytes;
    clock.received(bytes);
    if (replay != null) {
      replay.passes(data);
    }
    stream.data(data);
    shaper.passed(Direction.IN, bytes);
    moved();
  }

  /** The request's body has ended. */
  public void bodyEnded(HeaderBlock trailers) {
    requestEnded = true;
    if (upstream != null) {
      if (replay != null) {
        replay.ends(trailers);
      }
      upstream.end(trailers);
      upstream.flush();
      moved();
    }
  }

  /** The request's body is not what it should be. */
  public void bodyFault(Fault fault) {
    if (upstream != null) {
      upstream.flush();
    }
    fail(GatewayAnswer.of(fault));
  }

  /** A moment to pass on what the visitor has sent. */
  public void readComplete() {
    if (upstream != null && !requestEnded) {
      upstream.flush();
    }
  }

  @Override
  public void upstreamWritabilityChanged() {
    if (!over) {
      moved();
      visitor.readOn();
    }
  }

  @Override
  public void responseHead(ResponseHead head) {
    if (head.isInterim()) {
      visitor.interim(head);
      return;
    }
    answering = true;
    replay = null;
    lifecycle.answered(head.status());
    dispatch().answered(head.status());
    visitor.head(withCookie(forVisitor(head)));
    moved();
  }

  private ResponseHead withCookie(ResponseHead head) {
    String cookie = dispatch().newCookie();
    return cookie.isEmpty() ? head : head.withCookie(cookie);
  }

  /** RFC 6797 section 7.2: the field belongs to answers over TLS alone. */
  private ResponseHead forVisitor(ResponseHead head) {
    if (!facts.isSecure()) {
      return head.withoutStrictTransportSecurity();
    }
    return strictTransportSecurity.isEmpty()
        ? head
        : head.withStrictTransportSecurity(strictTransportSecurity);
  }

  @Override
  public boolean mayHaveSwitched(ResponseHead head) {
    return dispatch().isAgreed(head);
  }

  @Override
  public void switched(ResponseHead head, Channel channel, ByteBuf afterHead) {
    upstream = null;
    over = true;
    shaper.discard();
    visitor.deadline().clear();
    lifecycle.answered(head.status());
    RequestDispatch reached = dispatch();
    reached.answered(head.status());
    visitor.becomeTunnel(
        withCookie(head),
        channel,
        afterHead,
        new Relay.Terms(
            lifecycle.workload(),
            tenant,
            limits.idleTimeoutMillis(),
            Optional.ofNullable(visit),
            reached.rejoin(head)),
        (reason, clientBytes, backendBytes) -> {
          reached.over();
          lifecycle.carried(clientBytes, backendBytes);
          lifecycle.complete(reason);
        });
  }

  @Override
  public void data(ByteBuf data) {
    if (over) {
      data.release();
      return;
    }
    int bytes = data.readableBytes();
    responseBytes += bytes;
    visitor.data(data);
    boolean paused = shaper.passed(Direction.OUT, bytes);
    if (upstream != null && (paused || !visitor.isWritable())) {
      upstream.pauseReading(true);
    }
  }

  @Override
  public void upstreamFlush() {
    if (!over) {
      visitor.flush();
      if (!responseEnded) {
        moved();
      }
    }
  }

  /** The visitor takes bytes again, or no longer. */
  public void writabilityChanged() {
    if (upstream != null && visitor.isWritable() && !shaper.isPaused(Direction.OUT)) {
      upstream.pauseReading(false);
      moved();
    }
  }

  @Override
  public void pauseEnded(Direction direction) {
    if (over) {
      return;
    }
    moved();
    switch (direction) {
      case IN -> visitor.readOn();
      case OUT -> writabilityChanged();
    }
  }

  @Override
  public void responseEnded(HeaderBlock trailers) {
    UpstreamStream stream = upstream;
    upstream = null;
    responseEnded = true;
    if (over || stream == null) {
      return;
    }
    stream.release(requestEnded && !request.webSocket());
    dispatch().over();
    visitor.end(trailers, () -> end(CompletionReason.COMPLETED));
    if (!over) {
      moved();
    }
  }

  @Override
  public void upstreamFailed(UpstreamFailure failure) {
    UpstreamStream stream = upstream;
    upstream = null;
    if (over || stream == null) {
      return;
    }
    if (!answering && dispatch().mayResend(stream, failure, bodyLost())) {
      connecting = true;
      moved();
      dispatch().next(this);
    } else {
      fail(dispatch().afterLoss(GatewayAnswer.of(reasonOf(failure))));
    }
  }

  /**
   * Whether of the request's body anything was passed on, be it its end alone, that is not kept.
   */
  private boolean bodyLost() {
    boolean touched = requestBytes > 0 || (requestEnded && !request.framing().isEmpty());
    return touched && (replay == null || !replay.isWhole());
  }

  private static CompletionReason reasonOf(UpstreamFailure failure) {
    return switch (failure) {
      case CLOSED, REFUSED -> CompletionReason.UPSTREAM_RESET;
      case TLS -> CompletionReason.UPSTREAM_TLS_FAILED;
      case MALFORMED -> CompletionReason.UPSTREAM_MALFORMED;
    };
  }

  /** Answers with a failure while that is possible, else cuts the answer that has begun. */
  private void fail(GatewayAnswer failure) {
    if (answering) {
      abandon(failure.reason());
      visitor.cut();
    } else {
      answer(failure);
    }
  }

  private void answer(GatewayAnswer answer) {
    leaveQueue();
    dropUpstream();
    answering = true;
    responseEnded = true;
    lifecycle.answered(answer.status());
    visitor.answer(answer, lifecycle.exchangeId(), () -> end(answer.reason()));
    if (!over) {
      moved();
    }
  }

  private void moved() {
    long nowNanos = loop.wheel().nowNanos();
    ExchangeClock.Waiting next = waiting();
    long taken = next == ExchangeClock.Waiting.FOR_VISITOR ? taken() : 0;
    visitor.deadline().inMillis(nowNanos, clock.moved(next, taken, nowNanos));
  }

  private ExchangeClock.Waiting waiting() {
    if (responseEnded || (answering && !visitor.isWritable())) {
      return ExchangeClock.Waiting.FOR_VISITOR;
    } else if (shaper.isPaused()) {
      return ExchangeClock.Waiting.FOR_BANDWIDTH;
    } else if (answering) {
      return ExchangeClock.Waiting.FOR_ANSWER;
    } else if (upstream == null) {
      return ExchangeClock.Waiting.TO_CONNECT;
    } else if (requestEnded) {
      return ExchangeClock.Waiting.FOR_FIRST_BYTE;
    }
    return upstream.isWritable()
        ? ExchangeClock.Waiting.FOR_REQUEST
        : ExchangeClock.Waiting.FOR_BACKEND;
  }

  private long taken() {
    return responseBytes - visitor.pendingBytes();
  }

  /** A limit may have passed; called by the visitor's deadline. */
  public void deadlinePassed() {
    long nowNanos = loop.wheel().nowNanos();
    Optional<CompletionReason> reason = clock.judge(taken(), nowNanos);
    if (over) {
      return;
    }
    if (reason.isPresent()) {
      if (reason.get() == CompletionReason.UPSTREAM_TIMEOUT && !answering) {
        dispatch().timedOut();
      }
      fail(GatewayAnswer.of(reason.get()));
    } else {
      visitor.deadline().inMillis(nowNanos, clock.lookMillis(nowNanos));
    }
  }

  /**
   * The connection is about to be cut: who waits for a backend is told, the rest breaks off.
   *
   * @return whether the visitor was told
   */
  public boolean cutOff(CompletionReason reason) {
    boolean tells = !over && !answering && dispatch != null && dispatch.isHeld();
    if (tells) {
      answer(GatewayAnswer.of(reason));
    }
    abandon(reason);
    return tells;
  }

  /** Ends without an answer, or without the rest of one; does nothing when it is over. */
  public void abandon(CompletionReason reason) {
    end(reason);
  }

  private void end(CompletionReason reason) {
    if (over) {
      return;
    }
    over = true;
    shaper.discard();
    leaveQueue();
    dropUpstream();
    if (dispatch != null) {
      dispatch.over();
    }
    visitor.deadline().clear();
    lifecycle.carried(requestBytes, responseBytes);
    lifecycle.complete(reason);
  }

  /** Who waits for a backend to have room opens no connection. */
  private void leaveQueue() {
    if (dispatch != null && dispatch.isWaiting()) {
      dispatch.over();
      connecting = false;
    }
  }

  /** There is one from the moment the request has a route. */
  private RequestDispatch dispatch() {
    RequestDispatch present = dispatch;
    if (present == null) {
      throw new IllegalStateException("the request has no route yet");
    }
    return present;
  }

  private void dropUpstream() {
    UpstreamStream stream = upstream;
    upstream = null;
    if (stream != null) {
      stream.discard();
    }
  }
}
