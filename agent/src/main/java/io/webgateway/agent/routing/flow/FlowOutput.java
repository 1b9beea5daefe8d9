package io.webgateway.agent.routing.flow;

import io.webgateway.model.traffic.FlowDrop;

/**
 * What the shell of a table has to do. Each datagram that went in is answered with exactly one of
 * {@code ToBackend}, {@code ToClient}, {@code Hold} and {@code Drop}.
 *
 * @param <T> what the shell knows a flow by
 */
public sealed interface FlowOutput<T> {

  /**
   * A flow has begun, with the datagram that is being decided; the shell attaches what it needs.
   */
  record Begun<T>(Flow<T> flow) implements FlowOutput<T> {}

  /**
   * Choose an endpoint and open a socket to it; answered later, once, with {@link FlowInput.Opened}
   * or {@link FlowInput.NotOpened}, never from within.
   *
   * @param upstream its number; the flow's earlier ones are lower
   */
  record Open<T>(Flow<T> flow, int upstream) implements FlowOutput<T> {}

  /** Close what was opened; nobody listens to it any more. */
  record Close<T>(Flow<T> flow, int upstream) implements FlowOutput<T> {}

  /** Send the datagram to the flow's backend. */
  record ToBackend<T>(Flow<T> flow) implements FlowOutput<T> {}

  /** Send the datagram to the flow's client. */
  record ToClient<T>(Flow<T> flow) implements FlowOutput<T> {}

  /** Keep the datagram until it is known where to send it. */
  record Hold<T>(Flow<T> flow) implements FlowOutput<T> {}

  /**
   * Send what is kept to the flow's backend, in the order in which it came.
   *
   * @param keep whether copies are kept, for the case that this backend does not take them
   */
  record SendHeld<T>(Flow<T> flow, boolean keep) implements FlowOutput<T> {}

  /** Forget the copies: the backend has them, or it is too late. */
  record ForgetHeld<T>(Flow<T> flow) implements FlowOutput<T> {}

  /** Drop the oldest of what is kept. */
  record DropOldest<T>(Flow<T> flow) implements FlowOutput<T> {}

  /** Drop what is kept. */
  record DropHeld<T>(Flow<T> flow, FlowDrop reason) implements FlowOutput<T> {}

  /** Drop the datagram. */
  record Drop<T>(FlowDrop reason) implements FlowOutput<T> {}

  /** The flow has no backend, and begins to wait for one. */
  record Waits<T>(Flow<T> flow) implements FlowOutput<T> {}

  /**
   * The flow waits no longer.
   *
   * @param served whether a backend came; when not, its end follows
   */
  record WaitsNoMore<T>(Flow<T> flow, boolean served) implements FlowOutput<T> {}

  /** A flow that had a backend before has got another, or the same once more. */
  record Moved<T>(Flow<T> flow) implements FlowOutput<T> {}

  /** The flow is over; its counts are final. */
  record Ended<T>(Flow<T> flow, FlowEnd reason) implements FlowOutput<T> {}
}
