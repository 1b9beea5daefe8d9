package io.webgateway.model.workload;

import java.util.List;

/**
 * What only the assigned pools may see of a workload.
 *
 * @param workload {@code <namespace>/<id>}, so that a sealed part cannot be passed off under
 *     another workload's record
 * @param pathPrefix for HTTP; {@code /} elsewhere
 * @param plainHttp for HTTP; redirect elsewhere
 * @param backends where traffic goes
 * @param timeouts time limits
 */
public record SealedPart(
    String workload,
    String pathPrefix,
    PlainHttpPolicy plainHttp,
    List<Backend> backends,
    Timeouts timeouts) {

  /** Copies the list. */
  public SealedPart {
    backends = List.copyOf(backends);
  }
}
