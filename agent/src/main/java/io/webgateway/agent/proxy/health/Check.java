package io.webgateway.agent.proxy.health;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.upstream.ConnectFault;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.proxy.upstream.PoolKey;
import io.webgateway.agent.proxy.upstream.tls.BackendHandshake;
import io.webgateway.agent.proxy.upstream.tls.TlsFault;
import io.webgateway.agent.routing.balance.CheckResult;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check from its beginning to its verdict: resolve, ask the policy, connect, TLS where there is
 * any, the question; then the connection is closed. Confined to its event loop.
 */
final class Check implements Question.Answered {
  private static final CheckResult PASSED = new CheckResult.Passed();

  private final CheckTarget target;
  private final CheckWorld world;
  private final Consumer<Optional<CheckResult>> then;
  private final Future<?> limit;
  private String missing = CheckWords.NO_CONNECTION;
  private @Nullable Channel channel;
  private boolean over;

  private Check(
      CheckTarget target, CheckLoop loop, CheckWorld world, Consumer<Optional<CheckResult>> then) {
    this.target = target;
    this.world = world;
    this.then = then;
    if (NetUtil.createByteArrayFromIpAddressString(target.endpoint().host()) == null) {
      missing = CheckWords.NO_ADDRESS;
    }
    this.limit =
        loop.loop().schedule(this::late, target.schedule().timeoutMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins.
   *
   * @param then told once, on the event loop, maybe before this returns; empty when the check could
   *     not be made for a reason that is the node's own and says nothing of the backend
   */
  static Check begin(
      CheckTarget target, CheckLoop loop, CheckWorld world, Consumer<Optional<CheckResult>> then) {
    Check check = new Check(target, loop, world, then);
    UpstreamProtocol protocol = check.connected();
    loop.connector()
        .connect(
            new PoolKey(
                "",
                target.endpoint().host(),
                target.port(),
                protocol,
                Introduction.ofGateway(target.proxyProtocol())),
            world.live().current().routes().backendPolicy(),
            target.schedule().timeoutMillis(),
            check::connected);
    return check;
  }

  /** How the connection is opened: as traffic's is, TLS and its trust included. */
  private UpstreamProtocol connected() {
    return switch (target.check()) {
      case ActiveCheck.Grpc _ -> new UpstreamProtocol(HttpVersion.HTTP_2, target.protocol().tls());
      case ActiveCheck.Off _, ActiveCheck.Tcp _, ActiveCheck.Tls _, ActiveCheck.Http _ ->
          target.protocol();
    };
  }

  private void connected(ConnectOutcome outcome) {
    switch (outcome) {
      case ConnectOutcome.Connected open when over -> open.channel().close();
      case ConnectOutcome.Connected open -> opened(open.channel());
      case ConnectOutcome.Refused refused -> failed(CheckWords.notAllowed(refused.reason()));
      case ConnectOutcome.Unresolved _ -> failed(CheckWords.UNRESOLVED);
      case ConnectOutcome.Failed failed when failed.fault() == ConnectFault.OWN ->
          end(Optional.empty());
      case ConnectOutcome.Failed failed ->
          failed(CheckWords.of(failed.fault(), target.schedule().timeoutMillis()));
      case ConnectOutcome.TlsFailed tls -> failed(tls.fault());
      case ConnectOutcome.NotHttp2 _ -> failed(CheckWords.NOT_HTTP2);
      case ConnectOutcome.Busy _ -> end(Optional.empty());
    }
  }

  private void failed(TlsFault fault) {
    failed(CheckWords.of(fault, target.schedule().timeoutMillis()));
  }

  private void opened(Channel open) {
    channel = open;
    missing = CheckWords.NO_ANSWER;
    boolean secure = target.protocol().tls() instanceof UpstreamTls.On;
    switch (target.check()) {
      case ActiveCheck.Off _, ActiveCheck.Tcp _ -> passed();
      case ActiveCheck.Tls _ when secure -> passed();
      case ActiveCheck.Tls _ -> probe(open);
      case ActiveCheck.Http http -> question(http, secure).ask(open, this);
      case ActiveCheck.Grpc grpc ->
          Http2Question.of(
                  new GrpcExchange(
                      grpc, secure, target.authority(), target.schedule().timeoutMillis()))
              .ask(open, this);
    }
  }

  private Question question(ActiveCheck.Http http, boolean secure) {
    return switch (target.protocol().http()) {
      case NONE, HTTP_1_1 -> Http1Question.of(http, target.authority());
      case HTTP_2 -> Http2Question.of(new HttpExchange(http, secure, target.authority()));
    };
  }

  private void probe(Channel open) {
    missing = CheckWords.NO_HANDSHAKE;
    world
        .probe()
        .get()
        .begin(
            open,
            target.serverName().isEmpty() ? target.endpoint().host() : target.serverName(),
            target.port(),
            target.schedule().timeoutMillis(),
            new BackendHandshake.Outcome() {
              @Override
              public void secured() {
                passed();
              }

              @Override
              public void failed(TlsFault fault) {
                Check.this.failed(fault);
              }
            });
  }

  private void late() {
    if (!over) {
      failed(CheckWords.late(missing, target.schedule().timeoutMillis()));
    }
  }

  @Override
  public void passed() {
    end(Optional.of(PASSED));
  }

  @Override
  public void failed(String why) {
    end(Optional.of(new CheckResult.Failed(why)));
  }

  private void end(Optional<CheckResult> result) {
    if (!over) {
      abandon();
      then.accept(result);
    }
  }

  /** Ends it without a verdict. */
  void abandon() {
    over = true;
    limit.cancel(false);
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }
}
