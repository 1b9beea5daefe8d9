package io.webgateway.agent.routing.flow;

/** Why a flow ended; each has exactly one. */
public enum FlowEnd {
  /** Nothing came for as long as the route allows. */
  IDLE,
  /** It is as old as the route allows. */
  LIFETIME,
  /** It had not shown that it gets answers, and another one needed the room. */
  REPLACED,
  /** Its workload is no longer served at this port. */
  ROUTE_REMOVED,
  /** The policy allows no address of a backend. */
  REFUSED_BY_POLICY,
  /** The backend's name has no address. */
  NAME_NOT_RESOLVED,
  /** No backend takes datagrams, and none ever sent one. */
  CONNECT_FAILED,
  /** Every backend has as many flows as it may have. */
  OVERLOADED,
  /** The backend that had answered is gone, and no other takes datagrams. */
  BACKEND_LOST,
  /** What it belongs to was drained, and the time for that was over. */
  DRAINED,
  /** It waited for a backend for as long as its workload allows. */
  WAITED_IN_VAIN,
  /** The listener went away. */
  SHUTTING_DOWN
}
