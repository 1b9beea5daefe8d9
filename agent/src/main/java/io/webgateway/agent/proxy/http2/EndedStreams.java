package io.webgateway.agent.proxy.http2;

/**
 * Remembers how the last streams of a connection ended, so that a frame that comes late can be told
 * from one that may never come. Fixed memory; what is forgotten is judged as never opened.
 */
final class EndedStreams {
  /** How a stream ended, as far as late frames are concerned. */
  enum Ending {
    /**
     * We reset it: frames that were under way are not the visitor's fault (RFC 9113 section 5.1).
     */
    RESET_BY_US,
    /** The visitor ended or reset it: it may send nothing more. */
    ENDED_BY_VISITOR,
    /** Never opened, as far as we remember. */
    UNKNOWN
  }

  /** Several times the streams that may be open at once. */
  private static final int REMEMBERED = 512;

  /** Stream ids; negative when we have reset the stream. */
  private final int[] ring = new int[REMEMBERED];

  private int next;

  void add(int streamId, boolean resetByUs) {
    ring[next] = resetByUs ? -streamId : streamId;
    next = (next + 1) % REMEMBERED;
  }

  Ending of(int streamId) {
    for (int i = 0; i < REMEMBERED; i++) {
      if (ring[i] == streamId) {
        return Ending.ENDED_BY_VISITOR;
      }
      if (ring[i] == -streamId) {
        return Ending.RESET_BY_US;
      }
    }
    return Ending.UNKNOWN;
  }
}
