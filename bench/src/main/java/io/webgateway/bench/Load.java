package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.util.List;

/** Something that proxies are given to do; runs on the load generator's core. */
interface Load {
  /** The command, without ports and folders, for reports. */
  String about(BenchOptions options);

  /** The commands that it needs. */
  List<String> needs();

  /** Gives it to one proxy for about so many seconds. */
  Done run(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException;

  /**
   * What was done.
   *
   * @param work requests, handshakes or GiB, as the series' unit says
   * @param seconds it took
   * @param p50Micros half of the answers came within; 0 when the load does not tell
   * @param p99Micros all but one in a hundred came within; 0 when the load does not tell
   * @param errors connections and requests that failed
   * @param badAnswers answers other than 2xx and 3xx, or of the wrong length
   */
  record Done(
      double work,
      double seconds,
      double p50Micros,
      double p99Micros,
      long errors,
      long badAnswers) {}
}
