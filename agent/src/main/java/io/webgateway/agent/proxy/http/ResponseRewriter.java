package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;

/** Writes the head that a visitor gets: the backend's without the fields of one hop. */
public final class ResponseRewriter {
  private ResponseRewriter() {}

  /**
   * Appends the head of an answer of HTTP/1.1.
   *
   * @param framing how the body will be sent to the visitor
   * @param close whether the visitor's connection ends with this answer
   * @param viaName the gateway's pseudonym
   */
  public static void write(
      ResponseHead head, BodyFraming framing, boolean close, String viaName, ByteBuf out) {
    writeCopied(head, out);
    if (framing == BodyFraming.Ending.NONE && head.announcedBytes() >= 0) {
      HeadWriter.contentLength(out, head.announcedBytes());
    } else {
      HeadWriter.framing(out, framing);
    }
    if (!head.isInterim()) {
      HeadWriter.field(out, "via", via(head, viaName));
      if (close) {
        HeadWriter.field(out, "connection", "close");
      }
    }
    HeadWriter.lineEnd(out);
  }

  /** Writes the fields that mean the same in every version. */
  public static void fields(ResponseHead head, String viaName, FieldSink out) {
    copied(head, out);
    if (!head.isInterim()) {
      out.field("via", via(head, viaName));
    }
  }

  /** Appends the head with which a backend has switched to WebSocket. */
  public static void writeSwitch(ResponseHead head, ByteBuf out) {
    writeCopied(head, out);
    HeadWriter.webSocketUpgrade(out);
    HeadWriter.lineEnd(out);
  }

  private static String via(ResponseHead head, String viaName) {
    return head.version().viaName() + " " + viaName;
  }

  private static void writeCopied(ResponseHead head, ByteBuf out) {
    HeadWriter.text(out, "HTTP/1.1 ");
    HeadWriter.text(out, Integer.toString(head.status()));
    out.writeByte(Octets.SPACE);
    HeadWriter.text(out, head.reason());
    HeadWriter.lineEnd(out);
    copied(head, new Http1Fields(out));
  }

  private static void copied(ResponseHead head, FieldSink out) {
    HeaderBlock fields = head.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.known(i).droppedFromResponses() && !head.options().removes(fields, i)) {
        out.copied(fields, i);
      }
    }
  }
}
