package io.webgateway.bench;

/**
 * Nobody between load generator and backend: what the others' latency and throughput stand beside.
 * Its CPU time is the backend's own.
 *
 * @param backendPid the backend's first process
 */
record Direct(long backendPid) implements Contender {
  static final String NAME = "direct";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String needs() {
    return "nginx";
  }

  @Override
  public Running start(Place place, Programs programs) {
    Report.Participant about =
        new Report.Participant(NAME, "", "the backend itself: its own CPU time", "");
    return new Running(about, backendPid, place.backendPort(), 0, place.backendPort(), 0);
  }
}
