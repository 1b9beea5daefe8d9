package io.webgateway.client.live;

import io.webgateway.client.screen.ConditionRow;
import io.webgateway.wire.ProblemDocument;
import java.util.List;

/**
 * Is told what a {@link StatusWatch} sees. Called on the watch's own thread, one call at a time; an
 * implementation hands over and returns.
 */
public interface StatusListener {

  /** The stream is open, for the first time or again. What was listed before may be out of date. */
  void connected();

  /** A workload's conditions as they are now. */
  void conditions(String workload, List<ConditionRow> conditions);

  /** A workload is gone from the node. */
  void removed(String workload);

  /** Changes were missed: read the lists again. */
  void gap();

  /** The stream broke, and will be opened again. */
  void interrupted(String reason);

  /** The agent refuses for good; the watch has ended. */
  void refused(ProblemDocument problem);
}
