package io.webgateway.agent.routing.edit;

/** Why an edit ends something. */
public enum EndReason {
  /** The workload is taken back. */
  TAKEN_BACK,
  /** The workload leaves the pool of this node. */
  LEAVES_POOL,
  /** Another kind of workload: what came as datagrams is not taken any more. */
  KIND_CHANGED,
  /** Another port: the old one is given up, and with it the flows that came to it. */
  PORT_CHANGED,
  /** Visitors have to make another handshake: they are told to, and no request is lost. */
  TLS_CHANGED
}
