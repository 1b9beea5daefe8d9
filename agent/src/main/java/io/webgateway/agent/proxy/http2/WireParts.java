package io.webgateway.agent.proxy.http2;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.function.LongSupplier;

/**
 * What a connection is put together from: Netty's codec in its parts, ours between them.
 *
 * @param reader ours, before Netty's
 * @param guard counts floods
 * @param decoder Netty's
 * @param encoder Netty's
 */
record WireParts(
    StrictFrameReader reader,
    FloodGuard guard,
    Http2ConnectionDecoder decoder,
    Http2ConnectionEncoder encoder) {

  static WireParts server(Http2Limits limits, LongSupplier nanos) {
    DefaultHttp2Connection connection = new DefaultHttp2Connection(true, 0);
    // No tree of priorities: RFC 9113 has given them up, and each PRIORITY frame would move it.
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    // What the visitor says of its own limit for field sections is advice (RFC 9113 section 6.5.2):
    // a tiny one must not turn every answer into a reset (CVE-2026-50560).
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(
            connection,
            new DefaultHttp2FrameWriter(
                new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true)));
    FloodGuard guard = new FloodGuard(nanos.getAsLong());
    StrictFrameReader reader =
        new StrictFrameReader(
            new DefaultHttp2FrameReader(
                new OrderedFields(limits.maxHeaderListBytes()),
                Http2Limits.MAX_SMALL_CONTINUATIONS),
            connection,
            guard,
            nanos);
    return new WireParts(reader, guard, new Decoder(connection, encoder, reader), encoder);
  }

  static Http2Settings settings(Http2Limits limits) {
    return new Http2Settings()
        .maxConcurrentStreams(limits.maxStreams())
        .initialWindowSize(limits.streamWindowBytes())
        .maxHeaderListSize(limits.maxHeaderListBytes())
        .connectProtocolEnabled(true);
  }

  /** Fields as they came; what they may be is decided by {@code http}, for both versions alike. */
  private static final class OrderedFields extends DefaultHttp2HeadersDecoder {
    OrderedFields(long maxHeaderListBytes) {
      super(false, false, maxHeaderListBytes);
    }

    @Override
    protected Http2Headers newHeaders() {
      return new ReceivedFields();
    }
  }

  /** Knows from where on a field section ends the connection. */
  private static final class Decoder extends DefaultHttp2ConnectionDecoder {
    Decoder(Http2Connection connection, Http2ConnectionEncoder encoder, Http2FrameReader reader) {
      super(
          connection,
          encoder,
          reader,
          Http2PromisedRequestVerifier.ALWAYS_VERIFY,
          true,
          true,
          false,
          false);
    }

    @Override
    protected long calculateMaxHeaderListSizeGoAway(long maxHeaderListSize) {
      return maxHeaderListSize * Http2Limits.DECODED_TIMES;
    }
  }
}
