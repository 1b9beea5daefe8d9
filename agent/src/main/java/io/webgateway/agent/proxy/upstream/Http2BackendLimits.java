package io.webgateway.agent.proxy.upstream;

/**
 * Bounds of the http2 connections of one event loop to one endpoint.
 *
 * @param maxStreams exchanges at once on a connection, even where the backend would take more
 * @param maxConnections at once, those that are being opened among them
 * @param maxWaiting exchanges that wait for room or for a connection; more are turned away
 * @param streamWindowBytes of an answer that a backend may send ahead of the visitor; all streams
 *     of a connection together may have this much each, so that a slow visitor stalls nobody else
 * @param pingAfterMillis of silence while an exchange is under way, a backend is asked for a sign
 *     of life
 * @param pingTimeoutMillis for the sign; also for the acknowledgement of our SETTINGS
 */
record Http2BackendLimits(
    int maxStreams,
    int maxConnections,
    int maxWaiting,
    int streamWindowBytes,
    long pingAfterMillis,
    long pingTimeoutMillis) {
  /** 100 streams on each of 8 connections, 1,000 waiting, 256 KiB windows, 10 s and 10 s. */
  static final Http2BackendLimits DEFAULT =
      new Http2BackendLimits(100, 8, 1_000, 256 * 1024, 10_000, 10_000);

  /** The window of a connection: room for the windows of all its streams. */
  int connectionWindowBytes() {
    return maxStreams * streamWindowBytes;
  }
}
