package io.webgateway.model.workload.policy;

/**
 * Whether a workload is closed for a while by its owner. Visitors that come are told so; those that
 * are there stay.
 */
public sealed interface Pause {
  /** It is open. */
  record Off() implements Pause {}

  /**
   * It is closed. Requests get a page with status 503; connections are closed at once, datagrams of
   * new flows are dropped.
   *
   * @param message for visitors of HTTP and for the workload's owner, up to 500 characters; may be
   *     empty
   * @param retryAfterSeconds for HttpService: when to come again, 1 to 604,800; 0 to say nothing
   */
  record On(String message, long retryAfterSeconds) implements Pause {
    /** In two minutes. */
    public static final On DEFAULT = new On("", 120);

    /** The longest message. */
    public static final int MAX_MESSAGE_CHARS = 500;

    /** The longest pause that can be announced: a week. */
    public static final long MAX_RETRY_AFTER_SECONDS = 604_800;
  }

  /** Whether it is on. */
  default boolean isOn() {
    return this instanceof On;
  }
}
