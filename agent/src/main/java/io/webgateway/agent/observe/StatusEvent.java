package io.webgateway.agent.observe;

import io.webgateway.model.identity.IdentityId;

/** One change on the {@link StatusBoard}. */
public sealed interface StatusEvent {

  /** Its number; later events have larger ones, without holes. */
  long sequence();

  /** {@code <namespace>/<id>}. */
  String workload();

  /** Whose workload it is, or was. */
  IdentityId owner();

  /** The conditions of a workload are others than before. */
  record Changed(long sequence, WorkloadStatus status) implements StatusEvent {
    @Override
    public String workload() {
      return status.workload();
    }

    @Override
    public IdentityId owner() {
      return status.owner();
    }
  }

  /** A workload is no longer this node's business. */
  record Removed(long sequence, String workload, IdentityId owner) implements StatusEvent {}
}
