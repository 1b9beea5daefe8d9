package io.webgateway.model.workload.policy;

/**
 * How the traffic of a workload is spread over its backends, checked, repeated and bounded; the
 * same words for every kind.
 *
 * @param balancing which backend gets the next request, connection or flow
 * @param health how a backend is known to be well
 * @param retries what is tried again
 * @param circuit how much one backend is given at once
 * @param limits how much the workload and each of its visitors may take
 * @param proxyProtocol whether backends are told who came; not for UdpForward
 * @param backendLoss what becomes of visitors while no backend can be reached
 * @param pause whether the workload is closed for a while
 */
public record TrafficPolicy(
    Balancing balancing,
    HealthPolicy health,
    Retries retries,
    CircuitLimits circuit,
    TrafficLimits limits,
    ProxyProtocol proxyProtocol,
    BackendLoss backendLoss,
    Pause pause) {
  /** Round robin over backends that take connections, checked every 5 s; no limits. */
  public static final TrafficPolicy DEFAULT = of(HealthPolicy.DEFAULT);

  /** The same without checks, which UDP cannot make of itself. */
  public static final TrafficPolicy UNCHECKED = of(HealthPolicy.UNCHECKED);

  private static TrafficPolicy of(HealthPolicy health) {
    return new TrafficPolicy(
        Balancing.DEFAULT,
        health,
        Retries.DEFAULT,
        CircuitLimits.NONE,
        TrafficLimits.NONE,
        ProxyProtocol.OFF,
        BackendLoss.DEFAULT,
        new Pause.Off());
  }

  /** The same with another balancing. */
  public TrafficPolicy with(Balancing other) {
    return new TrafficPolicy(
        other, health, retries, circuit, limits, proxyProtocol, backendLoss, pause);
  }

  /** The same with another health policy. */
  public TrafficPolicy with(HealthPolicy other) {
    return new TrafficPolicy(
        balancing, other, retries, circuit, limits, proxyProtocol, backendLoss, pause);
  }

  /** The same with other retries. */
  public TrafficPolicy with(Retries other) {
    return new TrafficPolicy(
        balancing, health, other, circuit, limits, proxyProtocol, backendLoss, pause);
  }

  /** The same with other circuit limits. */
  public TrafficPolicy with(CircuitLimits other) {
    return new TrafficPolicy(
        balancing, health, retries, other, limits, proxyProtocol, backendLoss, pause);
  }

  /** The same with other limits. */
  public TrafficPolicy with(TrafficLimits other) {
    return new TrafficPolicy(
        balancing, health, retries, circuit, other, proxyProtocol, backendLoss, pause);
  }

  /** The same with another PROXY protocol. */
  public TrafficPolicy with(ProxyProtocol other) {
    return new TrafficPolicy(
        balancing, health, retries, circuit, limits, other, backendLoss, pause);
  }

  /** The same with another answer to the loss of backends. */
  public TrafficPolicy with(BackendLoss other) {
    return new TrafficPolicy(
        balancing, health, retries, circuit, limits, proxyProtocol, other, pause);
  }

  /** The same, open or closed. */
  public TrafficPolicy with(Pause other) {
    return new TrafficPolicy(
        balancing, health, retries, circuit, limits, proxyProtocol, backendLoss, other);
  }
}
