package io.webgateway.agent.routing.drain;

/** What is drained. */
public sealed interface DrainScope {
  /** Whether what belongs to a workload is asked to leave, whatever it came in by. */
  boolean concerns(String workload);

  /** How people call it. */
  String text();

  /** Everything that the node serves. */
  record Node() implements DrainScope {
    @Override
    public boolean concerns(String workload) {
      return true;
    }

    @Override
    public String text() {
      return "the node";
    }
  }

  /**
   * What came in by one listener.
   *
   * @param name the listener's
   */
  record OfListener(String name) implements DrainScope {
    @Override
    public boolean concerns(String workload) {
      return true;
    }

    @Override
    public String text() {
      return "the listener " + name;
    }
  }

  /**
   * What belongs to one workload, on this node alone.
   *
   * @param path {@code <label>/<id>}
   */
  record OfWorkload(String path) implements DrainScope {
    @Override
    public boolean concerns(String workload) {
      return workload.equals(path);
    }

    @Override
    public String text() {
      return "the workload " + path;
    }
  }
}
