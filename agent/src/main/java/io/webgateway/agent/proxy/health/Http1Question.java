package io.webgateway.agent.proxy.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.webgateway.agent.proxy.http.HeadFinder;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.ResponseGuard;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One GET over HTTP/1.1. The verdict comes with the head; the body is not read beyond what came
 * with it.
 */
final class Http1Question extends ChannelInboundHandlerAdapter {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int MAX_FIELDS = 100;
  private static final int MAX_INTERIMS = 8;
  private static final ResponseGuard GUARD = new ResponseGuard(MAX_FIELDS);

  private final ActiveCheck.Http expected;
  private final Question.Answered answered;
  private final HeadFinder finder = new HeadFinder(MAX_LINE_BYTES, MAX_HEAD_BYTES);
  private @Nullable ByteBuf held;
  private int interims;
  private boolean told;

  private Http1Question(ActiveCheck.Http expected, Question.Answered answered) {
    this.expected = expected;
    this.answered = answered;
  }

  /**
   * A question.
   *
   * @param authority the Host field where the check names none
   */
  static Question of(ActiveCheck.Http expected, String authority) {
    return (channel, answered) -> ask(channel, expected, authority, answered);
  }

  private static void ask(
      Channel channel, ActiveCheck.Http expected, String authority, Question.Answered answered) {
    channel.pipeline().addLast("check", new Http1Question(expected, answered));
    String head =
        "GET "
            + expected.path()
            + " HTTP/1.1\r\nHost: "
            + (expected.host().isEmpty() ? authority : expected.host())
            + "\r\nUser-Agent: "
            + HealthChecks.USER_AGENT
            + "\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    channel.writeAndFlush(
        ByteBufUtil.encodeString(
            channel.alloc(), java.nio.CharBuffer.wrap(head), StandardCharsets.ISO_8859_1));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (told) {
      in.release();
      return;
    }
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    try {
      readHeads(held);
    } catch (MalformedMessageException e) {
      fail(ctx, CheckWords.NOT_HTTP);
    }
    if (told) {
      letGo();
    }
  }

  private void readHeads(ByteBuf in) throws MalformedMessageException {
    int length = finder.find(in);
    while (length >= 0 && !told) {
      byte[] bytes = new byte[length];
      in.readBytes(bytes);
      finder.reset();
      ResponseHead head = GUARD.check(bytes, "GET");
      if (head.isInterim() && head.status() != 101 && ++interims <= MAX_INTERIMS) {
        length = finder.find(in);
      } else {
        told = true;
        judge(head.status());
      }
    }
  }

  private void judge(int status) {
    if (status >= expected.minStatus() && status <= expected.maxStatus()) {
      answered.passed();
    } else {
      answered.failed(CheckWords.status(status, expected));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, CheckWords.CLOSED);
    letGo();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, CheckWords.CLOSED);
  }

  private void fail(ChannelHandlerContext ctx, String why) {
    if (!told) {
      told = true;
      answered.failed(why);
    }
    ctx.close();
  }

  private void letGo() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
