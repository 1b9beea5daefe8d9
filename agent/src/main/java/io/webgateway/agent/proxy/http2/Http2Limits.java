package io.webgateway.agent.proxy.http2;

/**
 * Bounds of one visitor's connection of HTTP/2, told to the visitor in SETTINGS where there is a
 * setting for them.
 *
 * @param maxStreams requests under way at once, counted until their work has ended
 * @param streamWindowBytes of a request's body that may be sent ahead of the backend
 * @param connectionWindowBytes of all bodies together
 * @param maxHeaderListBytes of a field section, each field counting 32 bytes more (RFC 9113 section
 *     6.5.2); larger ones get 431
 */
public record Http2Limits(
    int maxStreams, int streamWindowBytes, int connectionWindowBytes, int maxHeaderListBytes) {
  /** A section beyond this many times the limit is not decoded: the connection ends. */
  static final int DECODED_TIMES = 4;

  /** Our HPACK table, whatever the visitor allows: the size that the protocol starts with. */
  static final int MAX_ENCODER_TABLE_BYTES = 4_096;

  /** Fragments of a section below half a frame; more end the connection (CVE-2024-27316). */
  static final int MAX_SMALL_CONTINUATIONS = 16;

  /**
   * 100 streams, 256 KiB each and 1 MiB in all ahead of their backends: 64 KiB each would let an
   * upload over a way of 100 ms have 640 KB/s.
   */
  public static Http2Limits withHeads(int maxHeadBytes) {
    return new Http2Limits(100, 256 * 1024, 1024 * 1024, maxHeadBytes);
  }
}
