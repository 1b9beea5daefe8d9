package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.Attempts;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.proxy.upstream.PoolKey;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.limit.ClientKey;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's TLS connection that is passed through, from its ClientHello until a backend has taken
 * it: then a relay takes its place. Nothing is sent before the connection to the backend is open,
 * so every endpoint may be tried. Event loop of its channel; owns the bytes it holds back, which
 * are the ClientHello and at most one more read.
 */
public final class PassthroughConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PassthroughConnection.class);

  /**
   * Who came.
   *
   * @param clientAddress the visitor's IP address
   * @param serverName canonical
   * @param acceptedNanos when the connection was accepted, by {@link System#nanoTime}
   */
  public record Visitor(String clientAddress, String serverName, long acceptedNanos) {}

  private final StreamContext context;
  private final PassthroughRoute route;
  private final StreamLifecycle lifecycle;
  private final LiveTable.Snapshot table;
  private final Attempts attempts;
  private final long clientKey;
  private Optional<Visit> visit = Optional.empty();
  private @Nullable ByteBuf held;
  private boolean over;

  /** A connection on its event loop. */
  public PassthroughConnection(StreamContext context, PassthroughRoute route, Visitor visitor) {
    this.context = context;
    this.route = route;
    this.lifecycle = new StreamLifecycle(context, route, visitor);
    this.table = context.live().current();
    this.clientKey = ClientKey.of(visitor.clientAddress());
    this.attempts = new Attempts(context.selectors().of(route.cluster(), table.routes()));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(false);
    Optional<CompletionReason> refused =
        table
            .traffic(route.workload())
            .map(traffic -> enter(ctx.channel(), traffic))
            .orElse(Optional.of(CompletionReason.ROUTE_REMOVED));
    if (refused.isEmpty()) {
      tryNext(ctx.channel());
    } else {
      end(refused.get());
      ctx.close();
    }
  }

  private Optional<CompletionReason> enter(Channel client, WorkloadTraffic traffic) {
    Visit visiting = new Visit(traffic, clientKey);
    visit = Optional.of(visiting);
    client.closeFuture().addListener(_ -> visiting.close());
    return switch (visiting.open(context.wheel().nowNanos())) {
      case LimitDecision.Admitted _ -> Optional.empty();
      case LimitDecision.Refused _ -> Optional.of(CompletionReason.LIMIT_EXCEEDED);
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (over) {
      in.release();
      return;
    }
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
  }

  private void tryNext(Channel client) {
    Optional<Cluster.Endpoint> next = attempts.next(context.wheel().nowNanos());
    if (next.isEmpty()) {
      end(attempts.lastFailure());
      client.close();
      return;
    }
    Cluster.Endpoint chosen = next.get();
    lifecycle.sentTo(chosen);
    context
        .connector()
        .connect(
            keyOf(chosen),
            table.routes().backendPolicy(),
            route.limits().connectTimeoutMillis(),
            outcome -> connectEnded(outcome, chosen, client));
  }

  private PoolKey keyOf(Cluster.Endpoint chosen) {
    return switch (chosen) {
      case Cluster.Endpoint.Address address ->
          PoolKey.of(route.tenant(), address, UpstreamProtocol.DEFAULT);
    };
  }

  private void connectEnded(ConnectOutcome outcome, Cluster.Endpoint chosen, Channel client) {
    switch (outcome) {
      case ConnectOutcome.Connected connected -> {
        attempts.connected(chosen);
        if (over) {
          connected.channel().close();
        } else {
          join(client, connected.channel());
        }
      }
      case ConnectOutcome.NotConnected why -> {
        attempts.notConnected(chosen, why, context.wheel().nowNanos());
        if (!over) {
          tryNext(client);
        }
      }
    }
  }

  private void join(Channel client, Channel backend) {
    ByteBuf hello = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    over = true;
    client.pipeline().remove(this);
    context
        .relays()
        .join(
            client,
            hello,
            backend,
            Unpooled.EMPTY_BUFFER,
            new Relay.Terms(
                route.workload(), route.tenant(), route.limits().idleTimeoutMillis(), visit),
            lifecycle::complete);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.CUT) {
      end(CompletionReason.SHUTTING_DOWN);
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(CompletionReason.CLIENT_ABORTED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException) {
      LOG.error("a connection to be passed through failed", cause);
      end(CompletionReason.INTERNAL_ERROR);
    }
    ctx.close();
  }

  private void end(CompletionReason reason) {
    if (over) {
      return;
    }
    over = true;
    long clientBytes = held == null ? 0 : held.readableBytes();
    if (held != null) {
      held.release();
      held = null;
    }
    lifecycle.complete(reason, clientBytes, 0);
  }
}
