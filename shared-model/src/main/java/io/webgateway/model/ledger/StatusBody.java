package io.webgateway.model.ledger;

import io.webgateway.model.status.PublishedCondition;
import java.util.List;

/**
 * What a node says of a workload: codes only, for everybody to see.
 *
 * @param pool the node's pool
 * @param workloadVersion the version of the workload that is spoken of
 * @param conditions one per condition type
 */
public record StatusBody(String pool, long workloadVersion, List<PublishedCondition> conditions)
    implements RecordBody {

  /** Copies the list. */
  public StatusBody {
    conditions = List.copyOf(conditions);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.STATUS;
  }
}
