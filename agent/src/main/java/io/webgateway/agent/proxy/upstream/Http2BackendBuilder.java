package io.webgateway.agent.proxy.upstream;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Puts Netty's codec together for a backend: strict where Netty can be, no server push, field
 * sections and windows bounded.
 */
final class Http2BackendBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<Http2Backend, Http2BackendBuilder> {
  /** Answers to PINGs and SETTINGS that a backend does not read; more end the connection. */
  private static final int MAX_QUEUED_CONTROL_FRAMES = 1_000;

  /** Fragments of a section below half a frame; more end the connection (CVE-2024-27316). */
  private static final int MAX_SMALL_CONTINUATIONS = 16;

  private final Http2Backend.Opening opening;

  Http2BackendBuilder(Http2Backend.Opening opening) {
    this.opening = opening;
    DefaultHttp2Connection connection = new DefaultHttp2Connection(false, 0);
    connection.local().allowPushTo(false);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    connection(connection);
    initialSettings(
        Http2Settings.defaultSettings()
            .pushEnabled(false)
            .maxConcurrentStreams(0)
            .initialWindowSize(opening.terms().http2().streamWindowBytes())
            .maxHeaderListSize(opening.terms().limits().maxHeadBytes()));
    validateHeaders(true);
    validateRequiredPseudoHeaders(true);
    encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES);
    decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS);
  }

  @Override
  protected Http2Backend build() {
    return super.build();
  }

  @Override
  protected Http2Backend build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return Http2Backend.of(decoder, encoder, settings, opening);
  }
}
