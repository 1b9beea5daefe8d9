package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import java.nio.charset.StandardCharsets;

/** Writes the gateway's own answers: a problem document (RFC 9457), a short text, or a page. */
final class AnswerWriter {
  private static final int UPGRADE_REQUIRED = 426;

  private AnswerWriter() {}

  /**
   * Appends a whole answer.
   *
   * @param form which the visitor reads
   * @param withBody false for answers to HEAD
   * @param close whether the visitor's connection ends with it
   */
  static void write(
      GatewayAnswer answer,
      String exchangeId,
      AnswerForm form,
      boolean withBody,
      boolean close,
      ByteBuf out) {
    byte[] body = form.body(answer, exchangeId).getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(answer.title());
    head.append("\r\ncontent-type: ");
    head.append(form.mediaType());
    head.append("\r\ncontent-length: ").append(body.length);
    head.append("\r\ncache-control: no-store\r\n");
    if (form == AnswerForm.PAGE) {
      head.append("content-security-policy: ").append(PausePage.SECURITY_POLICY).append("\r\n");
    }
    if (!answer.location().isEmpty()) {
      head.append("location: ").append(answer.location()).append("\r\n");
    }
    if (answer.retryAfterSeconds() > 0) {
      head.append("retry-after: ").append(answer.retryAfterSeconds()).append("\r\n");
    }
    if (answer.status() == UPGRADE_REQUIRED) {
      // What would be right, as RFC 6455 section 4.4 and RFC 9110 section 15.5.22 ask.
      head.append("upgrade: websocket\r\nsec-websocket-version: 13\r\nconnection: upgrade\r\n");
    }
    if (close) {
      head.append("connection: close\r\n");
    }
    head.append("\r\n");
    out.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    if (withBody) {
      out.writeBytes(body);
    }
  }
}
