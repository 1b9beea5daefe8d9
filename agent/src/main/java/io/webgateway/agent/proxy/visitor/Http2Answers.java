package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.http2.WireStream;

/** Writes the gateway's own answers on streams of HTTP/2. */
final class Http2Answers {
  private static final int UPGRADE_REQUIRED = 426;

  private Http2Answers() {}

  /**
   * Writes a whole answer.
   *
   * @param form which the visitor reads
   * @param withBody false for answers to HEAD
   * @param sent runs when the last byte was taken
   */
  static void write(
      GatewayAnswer answer,
      String exchangeId,
      AnswerForm form,
      boolean withBody,
      WireStream stream,
      Runnable sent) {
    String body = form.body(answer, exchangeId);
    Http2Headers head = new DefaultHttp2Headers(false, 8);
    head.add(":status", Integer.toString(answer.status()));
    head.add("content-type", form.mediaType());
    head.add("content-length", Integer.toString(ByteBufUtil.utf8Bytes(body)));
    head.add("cache-control", "no-store");
    if (form == AnswerForm.PAGE) {
      head.add("content-security-policy", PausePage.SECURITY_POLICY);
    }
    if (!answer.location().isEmpty()) {
      head.add("location", answer.location());
    }
    if (answer.retryAfterSeconds() > 0) {
      head.add("retry-after", Long.toString(answer.retryAfterSeconds()));
    }
    if (answer.status() == UPGRADE_REQUIRED) {
      // What would be right, as RFC 6455 section 4.4 asks.
      head.add("sec-websocket-version", "13");
    }
    if (!withBody) {
      stream.endWithHead(head, sent);
      return;
    }
    stream.head(head);
    stream.data(ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, body));
    stream.end(new DefaultHttp2Headers(false, 2), sent);
  }
}
