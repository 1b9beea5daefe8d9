package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.transport.BulkBuffers;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.HalfClose;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.limit.ClientKey;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's connection whose bytes are relayed and not looked at, until a backend has taken it:
 * then a relay takes its place. It waits for no byte of the visitor, for in some protocols the
 * server speaks first; and nothing is sent before the connection to the backend is open, so every
 * endpoint may be tried. Event loop of its channel; owns the bytes it holds back, which are what
 * was read before, and at most one more read.
 */
public final class StreamOpening extends ChannelInboundHandlerAdapter {
  /** A flood of refused connections must not keep many sockets open. */
  private static final long REFUSED_LINGER_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(StreamOpening.class);

  /**
   * Who came.
   *
   * @param addresses of the connection
   * @param serverName that its TLS named, canonical; empty when there was none
   * @param acceptedNanos when the connection was accepted, by {@link System#nanoTime}
   */
  public record Visitor(ConnectionAddresses addresses, String serverName, long acceptedNanos) {}

  private final StreamContext context;
  private final StreamRoute route;
  private final StreamLifecycle lifecycle;
  private final LiveTable.Snapshot table;
  private final BackendSearch search;
  private final long clientKey;
  private Optional<Visit> visit = Optional.empty();
  private @Nullable ByteBuf held;
  private @Nullable Object inputEnd;
  private boolean over;

  /** A connection on its event loop. */
  public StreamOpening(StreamContext context, StreamRoute route, Visitor visitor) {
    this.context = context;
    this.route = route;
    this.lifecycle = new StreamLifecycle(context, route, visitor);
    this.table = context.live().current();
    this.clientKey = ClientKey.of(visitor.addresses().visitor().getAddress().getAddress());
    this.search = new BackendSearch(context, route, lifecycle, visitor);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(false);
    // Whoever has said all it has to say before the backend is there still wants the answer.
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    Optional<CompletionReason> refused =
        route.cluster().policy().pause().isOn()
            ? Optional.of(CompletionReason.PAUSED)
            : table
                .traffic(route.workload())
                .map(traffic -> enter(ctx.channel(), traffic))
                .orElse(Optional.of(CompletionReason.ROUTE_REMOVED));
    if (refused.isEmpty()) {
      seek(ctx.channel());
    } else {
      refuse(ctx.channel(), refused.get());
    }
  }

  /** Sends our end, and closes with the visitor's or soon: what it has sent must make no reset. */
  private void refuse(Channel client, CompletionReason reason) {
    end(reason);
    Deadline lingers = context.wheel().deadline(client::close);
    client.closeFuture().addListener(_ -> lingers.discard());
    lingers.inMillis(context.wheel().nowNanos(), REFUSED_LINGER_MILLIS);
    HalfClose.send(client, () -> {});
    client.config().setAutoRead(true);
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

  private void seek(Channel client) {
    search.next(
        new BackendSearch.Seeker() {
          @Override
          public void found(Channel backend) {
            join(client, backend);
          }

          @Override
          public void gaveUp(CompletionReason reason) {
            end(reason);
            close(client, reason);
          }

          @Override
          public long keptBytes() {
            return held == null ? 0 : held.readableBytes();
          }
        });
  }

  /** Who has waited in vain is told so by a reset, which no answer looks like. */
  private static void close(Channel client, CompletionReason reason) {
    if (reason == CompletionReason.HOLD_EXPIRED || reason == CompletionReason.HOLD_FULL) {
      client.config().setOption(ChannelOption.SO_LINGER, 0);
      client.pipeline().firstContext().close();
    } else {
      client.close();
    }
  }

  private void join(Channel client, Channel backend) {
    ByteBuf before = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    over = true;
    client.pipeline().remove(this);
    BulkBuffers.widen(client);
    Relay.Terms terms =
        new Relay.Terms(
            route.workload(), route.tenant(), route.limits().idleTimeoutMillis(), visit);
    switch (search.loss()) {
      case BackendLoss.Fail _ -> {
        search.proved();
        BulkBuffers.widen(backend);
        context.relays().join(client, before, backend, Unpooled.EMPTY_BUFFER, terms, this::relayed);
      }
      case BackendLoss.Wait wait ->
          context
              .relays()
              .join(
                  client,
                  before,
                  resuming(route.resumption(wait, before.readableBytes()), backend),
                  terms,
                  this::relayed);
    }
    if (inputEnd != null) {
      client.pipeline().fireUserEventTriggered(inputEnd);
    }
  }

  private ResumingEnd resuming(ResumingEnd.Terms terms, Channel backend) {
    return new ResumingEnd(context.wheel(), search, context.relays().replayRoom(), terms, backend);
  }

  /** Whether a backend is well shows in what came from it. */
  private void relayed(CompletionReason reason, long clientBytes, long backendBytes) {
    if (backendBytes > 0) {
      search.attempts().succeeded();
    } else if (reason == CompletionReason.UPSTREAM_RESET
        || reason == CompletionReason.TUNNEL_IDLE) {
      search.attempts().failed("The backend sent nothing before the connection ended.");
    }
    search.over();
    lifecycle.complete(reason, clientBytes, backendBytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.CUT) {
      end(CompletionReason.SHUTTING_DOWN);
      ctx.close();
    } else if (event instanceof RollCall call) {
      call.connection(scope -> scope.concerns(route.workload()));
      call.tunnel(route.workload());
    } else if (event instanceof Departure.Cut(DrainScope scope)
        && scope.concerns(route.workload())) {
      end(CompletionReason.DRAINED);
      ctx.close();
    } else if (event instanceof ChannelInputShutdownEvent
        || event instanceof SslCloseCompletionEvent) {
      inputEnd = event;
      boolean hasLeft = event instanceof SslCloseCompletionEvent || route.passedThrough();
      if (over) {
        ctx.close();
      } else if (hasLeft && search.isHeld()) {
        end(CompletionReason.CLIENT_ABORTED);
        ctx.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(CompletionReason.CLIENT_ABORTED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException) {
      LOG.error("a connection to be relayed failed", cause);
      end(CompletionReason.INTERNAL_ERROR);
    }
    ctx.close();
  }

  private void end(CompletionReason reason) {
    if (over) {
      return;
    }
    over = true;
    search.over();
    long clientBytes = held == null ? 0 : held.readableBytes();
    if (held != null) {
      held.release();
      held = null;
    }
    lifecycle.complete(reason, clientBytes, 0);
  }
}
