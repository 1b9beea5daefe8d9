package io.webgateway.client.screen.form;

import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Timeouts;
import tools.jackson.databind.node.ObjectNode;

/**
 * Time limits while they are typed, in milliseconds unless they say otherwise.
 *
 * @param connectMillis to open one connection to a backend
 * @param firstByteMillis from the end of a request to the first byte of its answer
 * @param idleMillis without a byte in either direction
 * @param writeStallMillis for HttpService: while a visitor takes no byte of an answer
 * @param totalMillis for HttpService: of a whole exchange; 0 for no limit
 * @param minBodyBytesPerSecond for HttpService: of a visitor's body, in bytes a second; 0 for none
 */
public record LimitForm(
    String connectMillis,
    String firstByteMillis,
    String idleMillis,
    String writeStallMillis,
    String totalMillis,
    String minBodyBytesPerSecond) {
  /** The usual. */
  public static final LimitForm USUAL =
      of(Timeouts.DEFAULT, HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND);

  static LimitForm of(Timeouts timeouts, long minBodyBytesPerSecond) {
    return new LimitForm(
        Long.toString(timeouts.connectMillis()),
        Long.toString(timeouts.firstByteMillis()),
        Long.toString(timeouts.idleMillis()),
        Long.toString(timeouts.writeStallMillis()),
        Long.toString(timeouts.totalMillis()),
        Long.toString(minBodyBytesPerSecond));
  }

  void put(ObjectNode tree, boolean isHttp) {
    ObjectNode timeouts = tree.putObject("timeouts");
    WorkloadForm.putNumber(timeouts, "connectMillis", connectMillis);
    WorkloadForm.putNumber(timeouts, "firstByteMillis", firstByteMillis);
    WorkloadForm.putNumber(timeouts, "idleMillis", idleMillis);
    if (isHttp) {
      WorkloadForm.putNumber(timeouts, "writeStallMillis", writeStallMillis);
      WorkloadForm.putNumber(timeouts, "totalMillis", totalMillis);
      WorkloadForm.putNumber(
          tree.withObject("limits"), "minBodyBytesPerSecond", minBodyBytesPerSecond);
    }
  }
}
