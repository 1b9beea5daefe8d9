package io.webgateway.agent.proxy.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;

/**
 * The fields of one section in the order in which they came, pseudo-header fields among them: their
 * order is part of the rules (RFC 9113 section 8.3), and Netty's own form forgets it. Only what the
 * HPACK decoder uses is there.
 */
public final class ReceivedFields extends DefaultHttp2Headers {
  private static final int FIRST_CAPACITY = 16;

  private CharSequence[] names = new CharSequence[FIRST_CAPACITY];
  private CharSequence[] values = new CharSequence[FIRST_CAPACITY];
  private int count;

  /** No field yet. */
  public ReceivedFields() {
    super(false, false, 2);
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    names[count] = name;
    values[count] = value;
    count++;
    return this;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  /** The name of a field. */
  public CharSequence name(int index) {
    return names[index];
  }

  /** The value of a field. */
  public CharSequence value(int index) {
    return values[index];
  }
}
