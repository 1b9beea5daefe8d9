package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * Writes fields as lines (RFC 9112 section 5).
 *
 * @param out takes them; owned by the caller
 */
record Http1Fields(ByteBuf out) implements FieldSink {
  @Override
  public void copied(HeaderBlock fields, int index) {
    fields.copyLine(index, out);
  }

  @Override
  public void all(HeaderBlock fields) {
    for (int i = 0; i < fields.size(); i++) {
      fields.copyLine(i, out);
    }
  }

  @Override
  public void field(String name, String value) {
    HeadWriter.field(out, name, value);
  }
}
