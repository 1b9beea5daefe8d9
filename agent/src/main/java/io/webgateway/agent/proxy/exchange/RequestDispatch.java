package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.Cookies;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.http.WebSocketHandshake;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.stream.Rejoin;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.Attempts;
import io.webgateway.agent.proxy.upstream.OpenOutcome;
import io.webgateway.agent.proxy.upstream.Target;
import io.webgateway.agent.proxy.upstream.UpstreamFailure;
import io.webgateway.agent.proxy.upstream.UpstreamStream;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.balance.SelectionKey;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds a backend for one request, one endpoint after the other, and tells what became of it. Event
 * loop of the exchange.
 */
final class RequestDispatch implements SelectionKey {
  /** Told once per call of {@link RequestDispatch#next}. */
  interface Outcome {
    /** There is a way; nothing was sent on it. */
    void opened(UpstreamStream stream);

    /** Whether anybody still waits; when not, nothing more is tried. */
    boolean isWanted();

    /** The last attempt has ended, and nobody waits. */
    void unwanted();

    /** Nothing is left to try, or the request may not go on: the visitor gets this instead. */
    void gaveUp(GatewayAnswer answer);

    /** Bytes of the request's body that are kept in case that they must be sent again. */
    int keptBytes();
  }

  private final LoopContext loop;
  private HttpRoute route;
  private LiveTable.Snapshot table;
  private final ConnectionFacts facts;
  private final RequestHead request;
  private final ExchangeLifecycle lifecycle;
  private final Balancing.Stickiness stickiness;
  private final Attempts attempts;

  RequestDispatch(
      LoopContext loop,
      HttpRoute route,
      LiveTable.Snapshot table,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.loop = loop;
    this.stickiness = route.cluster().policy().balancing().stickiness();
    this.route = route;
    this.table = table;
    this.facts = facts;
    this.request = request;
    this.lifecycle = lifecycle;
    this.attempts =
        loop.balancer().attempts(route.cluster(), this, route.limits().connectTimeoutMillis());
  }

  @Override
  public byte[] clientAddress() {
    return facts.addresses().visitor().getAddress().getAddress();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public String header(String name) {
    return request.header(name);
  }

  @Override
  public String cookie(String name, Predicate<String> among) {
    return Cookies.find(request.fields(), name, among);
  }

  /** The request as backends get it: the cookie that keeps visitors is the gateway's own. */
  RequestHead forBackend() {
    RequestHead plain = mayResume() ? request.withoutExtensions() : request;
    return stickiness instanceof Balancing.Stickiness.Cookie cookie
        ? plain.withoutCookie(cookie.name())
        : plain;
  }

  /** Whether it opens a WebSocket that gets another backend when it loses its own. */
  boolean mayResume() {
    return request.webSocket()
        && attempts.cluster().policy().backendLoss() instanceof BackendLoss.Wait wait
        && wait.resumes();
  }

  /** Whether a backend has agreed to the WebSocket that was asked for. */
  boolean isAgreed(ResponseHead head) {
    return WebSocketHandshake.isAgreed(request, head)
        && !(mayResume() && WebSocketHandshake.hasExtension(head));
  }

  /** What gets the WebSocket that has been agreed to another backend, where that may be. */
  Optional<Rejoin> rejoin(ResponseHead head) {
    return mayResume()
        ? Optional.of(
            new WebSocketRejoin(
                loop,
                facts,
                request,
                lifecycle,
                new WebSocketRejoin.Present(route, this, WebSocketHandshake.subprotocol(head))))
        : Optional.empty();
  }

  /** What tells the visitor's browser where it belongs, when that is news; else empty. */
  String newCookie() {
    if (!(stickiness instanceof Balancing.Stickiness.Cookie cookie)
        || !cookie(cookie.name(), attempts.stickyId()::equals).isEmpty()) {
      return "";
    }
    return Cookies.sticky(cookie, attempts.stickyId(), route.pathPrefix(), facts.isSecure());
  }

  /** Tries until an endpoint takes the request, or all have failed. */
  void next(Outcome then) {
    attempts.next(new Trial(then));
  }

  /** The same for a WebSocket that has just lost its backend. */
  void nextAfterLoss(Outcome then) {
    attempts.nextAfterLoss(new Trial(then));
  }

  /** What becomes of one call. */
  private final class Trial implements Attempts.Outcome {
    private final Outcome then;

    Trial(Outcome then) {
      this.then = then;
    }

    @Override
    public void chosen(Cluster.Endpoint endpoint) {
      tryAt(endpoint, then);
    }

    @Override
    public void gaveUp(CompletionReason reason, String detail) {
      GatewayAnswer answer = GatewayAnswer.of(reason);
      then.gaveUp(detail.isEmpty() ? answer : answer.saying(detail));
    }

    @Override
    public long heldBytes() {
      return then.keptBytes();
    }

    @Override
    public void edited() {
      followTable(then);
    }
  }

  /** More or fewer bytes are kept while it waits. */
  void keeps(long bytes) {
    attempts.keeps(bytes);
  }

  /** Who waits goes on by the newest table, if that still lets it. */
  private void followTable(Outcome then) {
    LiveTable.Snapshot newest = loop.shared().live().current();
    switch (Admission.decide(request, facts, newest)) {
      case Admission.Answer answer -> then.gaveUp(answer.answer());
      case Admission.Enter enter -> {
        if (enter.route().workload().equals(route.workload())) {
          route = enter.route();
          table = newest;
        } else {
          then.gaveUp(GatewayAnswer.of(CompletionReason.ROUTE_REMOVED));
        }
      }
    }
  }

  private void tryAt(Cluster.Endpoint chosen, Outcome then) {
    lifecycle.sentTo(chosen);
    loop.upstreams().open(target(chosen), attempts.freshOnly(), outcome -> ended(outcome, then));
  }

  private Target target(Cluster.Endpoint chosen) {
    return new Target(
        route.tenant(),
        chosen,
        attempts.cluster().protocol(),
        Introduction.of(attempts.cluster().policy().proxyProtocol(), facts.addresses()),
        table.routes().backendPolicy(),
        attempts.connectMillis(route.limits().connectTimeoutMillis()),
        attempts.connections(),
        request.webSocket());
  }

  private void ended(OpenOutcome outcome, Outcome then) {
    switch (outcome) {
      case OpenOutcome.Opened opened -> {
        attempts.connected();
        then.opened(opened.stream());
      }
      case OpenOutcome.NotOpened notOpened -> {
        attempts.notConnected(notOpened.why());
        if (then.isWanted()) {
          next(then);
        } else {
          then.unwanted();
        }
      }
    }
  }

  /**
   * Decides on sending the request again after a failure.
   *
   * @param bodyLost whether data of its body was passed on, which nobody has any more
   */
  boolean mayResend(UpstreamStream failed, UpstreamFailure failure, boolean bodyLost) {
    failedBeforeAnswer(failed, failure);
    if (failed.sawBytes()) {
      return false;
    }
    boolean harmless =
        switch (failure) {
          case CLOSED ->
              !bodyLost && (request.isRepeatable() || (waits() && request.isIdempotent()));
          case REFUSED -> !bodyLost;
          case MALFORMED, TLS -> false;
        };
    return attempts.mayResend(failed.isReused(), harmless);
  }

  /** What a stale connection, or a backend that says no in good order, tells is not ill health. */
  private void failedBeforeAnswer(UpstreamStream failed, UpstreamFailure failure) {
    switch (failure) {
      case CLOSED -> {
        if (!failed.isReused() || failed.sawBytes()) {
          attempts.failed("The backend closed before it answered.");
        }
      }
      case TLS -> attempts.failed("The backend ended TLS before it answered.");
      case MALFORMED -> attempts.failed("The backend's answer was not valid HTTP.");
      case REFUSED -> {}
    }
  }

  /** Whether visitors of the workload wait while no backend can be reached. */
  boolean waits() {
    return attempts.cluster().policy().backendLoss() instanceof BackendLoss.Wait;
  }

  /** What a visitor is told of a backend that was lost, where it might have expected to wait. */
  GatewayAnswer afterLoss(GatewayAnswer answer) {
    return waits() && answer.reason() == CompletionReason.UPSTREAM_RESET
        ? answer.saying("The backend was lost under way, and the request may not be sent again.")
        : answer;
  }

  /** Whether the request waits for a backend, or tries whether one is there again. */
  boolean isHeld() {
    return attempts.isHeld();
  }

  /** The backend has begun its answer. */
  void answered(int status) {
    switch (status) {
      case 502, 503, 504 -> attempts.failed("The backend answered " + status + ".");
      default -> attempts.succeeded();
    }
  }

  /** The backend has not begun its answer in time. */
  void timedOut() {
    attempts.failed("The backend did not answer in time.");
  }

  /** Whether it waits for an endpoint to have room; then nothing is being opened. */
  boolean isWaiting() {
    return attempts.isWaiting();
  }

  /** It is no longer under way; more calls change nothing. */
  void over() {
    attempts.over();
  }
}
