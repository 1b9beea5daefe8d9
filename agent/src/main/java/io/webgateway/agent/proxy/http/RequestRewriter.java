package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * Writes the head that a backend gets: the routed path and host, the visitor's fields without those
 * of one hop (RFC 9110 section 7.6.1) and without forged origins, then the gateway's own (RFC
 * 7239).
 */
public final class RequestRewriter {
  private RequestRewriter() {}

  /** Appends the head of a request of HTTP/1.1. */
  public static void write(RequestHead head, Origin origin, ByteBuf out) {
    HeadWriter.text(out, head.method());
    out.writeByte(Octets.SPACE);
    HeadWriter.text(out, head.path());
    HeadWriter.text(out, head.query());
    HeadWriter.text(out, " HTTP/1.1\r\n");
    HeadWriter.field(out, "host", head.authority());
    HeadWriter.framing(out, head.framing());
    if (head.expectsContinue()) {
      HeadWriter.field(out, "expect", "100-continue");
    }
    if (head.webSocket()) {
      HeadWriter.webSocketUpgrade(out);
    }
    fields(head, origin, new Http1Fields(out));
    HeadWriter.lineEnd(out);
  }

  /** Writes the fields that mean the same in every version: the visitor's, then the gateway's. */
  public static void fields(RequestHead head, Origin origin, FieldSink out) {
    HeaderBlock fields = head.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.known(i).droppedFromRequests() && !head.options().removes(fields, i)) {
        out.copied(fields, i);
      }
    }
    out.all(origin.constantFields());
    out.field("x-forwarded-host", head.authority());
    out.field("forwarded", origin.forwarded(head.authority()));
  }
}
