package io.webgateway.agent.proxy.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.agent.proxy.http.FieldSink;
import io.webgateway.agent.proxy.http.HeaderBlock;
import java.util.Locale;

/** Collects the fields of a section that is to be sent; names become lower case. */
public final class SentFields implements FieldSink {
  private final Http2Headers headers = new DefaultHttp2Headers(false, 16);

  /** The fields so far. */
  public Http2Headers headers() {
    return headers;
  }

  @Override
  public void copied(HeaderBlock fields, int index) {
    headers.add(fields.name(index).toLowerCase(Locale.ROOT), fields.value(index));
  }

  @Override
  public void all(HeaderBlock fields) {
    for (int i = 0; i < fields.size(); i++) {
      copied(fields, i);
    }
  }

  @Override
  public void field(String name, String value) {
    headers.add(name, value);
  }
}
