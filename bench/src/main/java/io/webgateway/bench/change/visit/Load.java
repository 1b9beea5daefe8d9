package io.webgateway.bench.change.visit;

/**
 * How many visitors of each kind come, and how often each asks.
 *
 * @param http1 connections
 * @param http2 connections
 * @param http2Streams requests that each of them makes at a time
 * @param webSockets connections
 * @param downloads connections, each with one answer after the other
 * @param downloadSeconds how long an answer takes
 * @param downloadBytesPerSecond of each
 * @param tcp connections
 * @param udp sockets
 * @param perSecond how often each asks
 */
public record Load(
    int http1,
    int http2,
    int http2Streams,
    int webSockets,
    int downloads,
    int downloadSeconds,
    int downloadBytesPerSecond,
    int tcp,
    int udp,
    int perSecond) {
  /** The usual one: 400 requests, messages and datagrams a second, and 1 MiB/s of downloads. */
  public static final Load STEADY = new Load(16, 4, 4, 16, 4, 5, 256 * 1024, 16, 16, 5);

  /** Enough to see that everything runs. */
  public static final Load QUICK = new Load(4, 2, 2, 4, 2, 1, 128 * 1024, 4, 4, 5);

  /** What all do together in a second, downloads aside. */
  public int asksPerSecond() {
    return perSecond * (http1 + http2 * http2Streams + webSockets + tcp + udp);
  }
}
