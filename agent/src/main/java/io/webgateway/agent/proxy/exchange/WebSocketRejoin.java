package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http.WebSocketHandshake;
import io.webgateway.agent.proxy.stream.Rejoin;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.UpstreamFailure;
import io.webgateway.agent.proxy.upstream.UpstreamStream;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a WebSocket once more, with the request that its visitor began it with and a field that
 * says how often that was done, by the table that is current then. A backend that comes up answers
 * with errors for a moment, so it is asked again, as long as visitors of its workload wait. Event
 * loop of the exchange that became the WebSocket.
 */
final class WebSocketRejoin implements Rejoin, RequestDispatch.Outcome, UpstreamStream.Receiver {
  /** Between a backend's refusal and the next try. */
  private static final long REFUSED_MILLIS = 300;

  private static final int SERVER_ERRORS = 500;

  private final LoopContext loop;
  private final ConnectionFacts facts;
  private final RequestHead request;
  private final ExchangeLifecycle lifecycle;
  private final String subprotocol;
  private final Deadline deadline;
  private HttpRoute route;
  private RequestDispatch dispatch;
  private Origin origin;
  private @Nullable Outcome outcome;
  private @Nullable UpstreamStream upstream;
  private long untilNanos;
  private long keptBytes;

  WebSocketRejoin(
      LoopContext loop,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle,
      Present present) {
    this.loop = loop;
    this.facts = facts;
    this.request = request;
    this.lifecycle = lifecycle;
    this.route = present.route();
    this.dispatch = present.dispatch();
    this.subprotocol = present.subprotocol();
    this.origin = facts.origin();
    this.deadline = loop.wheel().deadline(this::deadlinePassed);
  }

  /**
   * What the WebSocket has.
   *
   * @param route that it came by
   * @param dispatch that found its backend, and is ended when it has another
   * @param subprotocol that was agreed on, or empty
   */
  record Present(HttpRoute route, RequestDispatch dispatch, String subprotocol) {}

  @Override
  public void begin(int number, long bytes, Outcome then) {
    outcome = then;
    keptBytes = bytes;
    origin = facts.origin().resumed(number);
    long holdMillis =
        switch (route.cluster().policy().backendLoss()) {
          case BackendLoss.Fail _ -> 0;
          case BackendLoss.Wait wait -> wait.holdMillis();
        };
    untilNanos = loop.wheel().nowNanos() + TimeUnit.MILLISECONDS.toNanos(holdMillis);
    if (follow()) {
      dispatch.nextAfterLoss(this);
    }
  }

  /** Goes by the newest table; answers false when that has no place for the WebSocket. */
  private boolean follow() {
    dispatch.over();
    LiveTable.Snapshot table = loop.shared().live().current();
    if (!(Admission.decide(request, facts, table) instanceof Admission.Enter enter)
        || !enter.route().workload().equals(route.workload())) {
      fail(CompletionReason.ROUTE_REMOVED, "The service is no longer here.");
      return false;
    }
    route = enter.route();
    dispatch = new RequestDispatch(loop, route, table, facts, request, lifecycle);
    if (!dispatch.mayResume()) {
      fail(CompletionReason.UPSTREAM_RESET, "The backend was lost.");
      return false;
    }
    return true;
  }

  @Override
  public void keeps(long bytes) {
    keptBytes = bytes;
    dispatch.keeps(bytes);
  }

  @Override
  public void end() {
    outcome = null;
    deadline.discard();
    dispatch.over();
    dropUpstream();
  }

  private void dropUpstream() {
    UpstreamStream stream = upstream;
    upstream = null;
    if (stream != null) {
      stream.discard();
    }
  }

  @Override
  public boolean hasMoved(RouteTable table) {
    Cluster cluster = table.clusters().get(route.cluster().id());
    return cluster != null
        && cluster.endpoints().stream().noneMatch(each -> each.text().equals(lifecycle.sentTo()));
  }

  private void fail(CompletionReason reason, String text) {
    Outcome told = outcome;
    end();
    if (told != null) {
      told.failed(reason, text);
    }
  }

  private void askAgain(CompletionReason reason, String text) {
    dropUpstream();
    long nowNanos = loop.wheel().nowNanos();
    if (nowNanos >= untilNanos) {
      fail(reason, text);
    } else {
      deadline.inMillis(nowNanos, REFUSED_MILLIS);
    }
  }

  private void deadlinePassed() {
    if (outcome == null) {
      return;
    }
    if (upstream != null) {
      dispatch.timedOut();
      askAgain(CompletionReason.UPSTREAM_TIMEOUT, "The backend did not answer in time.");
    } else if (follow()) {
      dispatch.next(this);
    }
  }

  // What the dispatch finds.

  @Override
  public void opened(UpstreamStream stream) {
    if (outcome == null) {
      stream.discard();
      return;
    }
    upstream = stream;
    stream.send(dispatch.forBackend(), origin, this);
    stream.flush();
    deadline.inMillis(loop.wheel().nowNanos(), route.limits().firstByteTimeoutMillis());
  }

  @Override
  public boolean isWanted() {
    return outcome != null;
  }

  @Override
  public void unwanted() {}

  @Override
  public void gaveUp(GatewayAnswer answer) {
    fail(answer.reason(), answer.detail());
  }

  @Override
  public int keptBytes() {
    return (int) keptBytes;
  }

  // What the backend answers.

  @Override
  public void responseHead(ResponseHead head) {
    if (head.isInterim()) {
      return;
    }
    dispatch.answered(head.status());
    String text = "The backend did not take the connection again (" + head.status() + ").";
    if (head.status() >= SERVER_ERRORS) {
      askAgain(CompletionReason.UPSTREAM_RESET, text);
    } else {
      fail(CompletionReason.UPSTREAM_RESET, text);
    }
  }

  @Override
  public boolean mayHaveSwitched(ResponseHead head) {
    return WebSocketHandshake.isAgreed(request, head) && !WebSocketHandshake.hasExtension(head);
  }

  @Override
  public void switched(ResponseHead head, Channel channel, ByteBuf afterHead) {
    upstream = null;
    deadline.clear();
    Outcome told = outcome;
    boolean isSame = WebSocketHandshake.subprotocol(head).equals(subprotocol);
    if (told == null || !isSame) {
      afterHead.release();
      channel.close();
      fail(
          CompletionReason.UPSTREAM_MALFORMED,
          "The next backend speaks another subprotocol than the lost one.");
      return;
    }
    dispatch.answered(head.status());
    outcome = null;
    told.rejoined(channel, afterHead);
  }

  @Override
  public void data(ByteBuf data) {
    data.release();
  }

  @Override
  public void responseEnded(HeaderBlock trailers) {
    dropUpstream();
  }

  @Override
  public void upstreamFlush() {}

  @Override
  public void upstreamWritabilityChanged() {}

  @Override
  public void upstreamFailed(UpstreamFailure failure) {
    if (upstream != null && outcome != null) {
      askAgain(CompletionReason.UPSTREAM_RESET, "The backend closed before it answered.");
    }
  }
}
