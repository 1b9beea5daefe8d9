package io.webgateway.model.traffic;

/** Why a datagram of a flow was not passed on; each that is not has exactly one reason. */
public enum FlowDrop {
  /** The port belongs to no workload, or no longer to the one of the flow. */
  NO_ROUTE,
  /** The listener is going away and takes no new flows. */
  DRAINING,
  /** The workload's owner has closed it for a while: no flow begins. */
  PAUSED,
  /** The workload has as many flows as it may have, and none could make room. */
  WORKLOAD_FULL,
  /** The client has as many flows as it may have, and none could make room. */
  CLIENT_FULL,
  /** The flow may not begin, or may not send or get so much now. */
  LIMIT,
  /** No backend can be sent to yet, and no more is kept until then. */
  HELD_FULL,
  /** No backend could be sent to. */
  NOT_OPENED,
  /** The backend's machine said that nobody listens, and another try was not possible. */
  BACKEND_REFUSED,
  /** The flow ended before it could be sent. */
  FLOW_ENDED,
  /** More would go back than the client may get before it has shown that it gets anything. */
  AMPLIFICATION,
  /** Nothing is sent back of this workload. */
  ONE_WAY,
  /** It came from a backend that the flow had no longer, or of a flow that had ended. */
  LATE,
  /** Its sender has an address or port that nobody can be answered at. */
  STRANGE_SENDER,
  /** The socket has more to send than it may keep. */
  SEND_BUFFER_FULL,
  /** The system did not take it, for example because it is too large for the network. */
  SEND_FAILED
}
