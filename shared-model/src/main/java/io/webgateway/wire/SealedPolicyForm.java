package io.webgateway.wire;

import static io.webgateway.wire.SealedPartForm.unless;
import static io.webgateway.wire.SealedPartForm.word;

import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.Optional;

/**
 * A traffic policy in a sealed part. What has its default is left out.
 *
 * @param balancing which backend gets the next one
 * @param health how a backend is known to be well
 * @param retries as in the policy
 * @param circuit as in the policy
 * @param limits of the workload
 * @param proxyProtocol where it is not off
 * @param backendLoss where visitors wait
 * @param pause where it is on
 */
record SealedPolicyForm(
    Optional<BalancingForm> balancing,
    Optional<HealthForm> health,
    Optional<Retries> retries,
    Optional<CircuitLimits> circuit,
    Optional<TrafficLimits> limits,
    Optional<String> proxyProtocol,
    Optional<BackendLoss.Wait> backendLoss,
    Optional<Pause.On> pause) {
  private static final String HEADER = "header:";

  /**
   * Balancing.
   *
   * @param hash path, or header:name
   * @param sticky address, where it is that
   * @param cookie the cookie, where it is that
   */
  record BalancingForm(
      Optional<String> method,
      Optional<String> hash,
      Optional<String> sticky,
      Optional<Balancing.Stickiness.Cookie> cookie,
      Optional<Long> slowStartMillis,
      Optional<Integer> panicPercent) {}

  /**
   * Health.
   *
   * @param check off or tls; neither this nor the next two for tcp
   */
  record HealthForm(
      Optional<String> check,
      Optional<ActiveCheck.Http> http,
      Optional<ActiveCheck.Grpc> grpc,
      Optional<HealthPolicy.Schedule> schedule,
      Optional<HealthPolicy.Ejection> ejection) {}

  /** The form of a policy. */
  static SealedPolicyForm of(TrafficPolicy policy) {
    return new SealedPolicyForm(
        unless(Balancing.DEFAULT, policy.balancing(), SealedPolicyForm::form),
        unless(HealthPolicy.DEFAULT, policy.health(), SealedPolicyForm::form),
        unless(Retries.DEFAULT, policy.retries(), retries -> retries),
        unless(CircuitLimits.NONE, policy.circuit(), circuit -> circuit),
        unless(TrafficLimits.NONE, policy.limits(), limits -> limits),
        unless(ProxyProtocol.OFF, policy.proxyProtocol(), ProxyProtocol::word),
        policy.backendLoss() instanceof BackendLoss.Wait wait
            ? Optional.of(wait)
            : Optional.empty(),
        policy.pause() instanceof Pause.On on ? Optional.of(on) : Optional.empty());
  }

  private static BalancingForm form(Balancing balancing) {
    return new BalancingForm(
        unless(Balancing.Method.ROUND_ROBIN, balancing.method(), Balancing.Method::word),
        switch (balancing.hashKey()) {
          case Balancing.HashKey.ClientAddress _ -> Optional.empty();
          case Balancing.HashKey.Path _ -> Optional.of("path");
          case Balancing.HashKey.Header(String name) -> Optional.of(HEADER + name);
        },
        balancing.stickiness() instanceof Balancing.Stickiness.ClientAddress
            ? Optional.of("address")
            : Optional.empty(),
        balancing.stickiness() instanceof Balancing.Stickiness.Cookie cookie
            ? Optional.of(cookie)
            : Optional.empty(),
        unless(0L, balancing.slowStartMillis(), millis -> millis),
        unless(0, balancing.panicPercent(), percent -> percent));
  }

  private static HealthForm form(HealthPolicy health) {
    return new HealthForm(
        health.check() instanceof ActiveCheck.Off
            ? Optional.of("off")
            : health.check() instanceof ActiveCheck.Tls ? Optional.of("tls") : Optional.empty(),
        health.check() instanceof ActiveCheck.Http http ? Optional.of(http) : Optional.empty(),
        health.check() instanceof ActiveCheck.Grpc grpc ? Optional.of(grpc) : Optional.empty(),
        unless(HealthPolicy.Schedule.DEFAULT, health.schedule(), schedule -> schedule),
        unless(HealthPolicy.Ejection.DEFAULT, health.ejection(), ejection -> ejection));
  }

  /**
   * The policy of a form.
   *
   * @throws WireException when there is a word that means nothing
   */
  TrafficPolicy policy() {
    return new TrafficPolicy(
        balancing.map(SealedPolicyForm::balancing).orElse(Balancing.DEFAULT),
        health.map(SealedPolicyForm::health).orElse(HealthPolicy.DEFAULT),
        retries.orElse(Retries.DEFAULT),
        circuit.orElse(CircuitLimits.NONE),
        limits.orElse(TrafficLimits.NONE),
        word("/proxyProtocol", proxyProtocol, ProxyProtocol.values(), ProxyProtocol::word),
        backendLoss.<BackendLoss>map(wait -> wait).orElse(BackendLoss.DEFAULT),
        pause.<Pause>map(on -> on).orElseGet(Pause.Off::new));
  }

  private static Balancing balancing(BalancingForm form) {
    return new Balancing(
        word("/balancing/method", form.method(), Balancing.Method.values(), Balancing.Method::word),
        form.hash().map(SealedPolicyForm::hash).orElseGet(Balancing.HashKey.ClientAddress::new),
        form.cookie()
            .<Balancing.Stickiness>map(cookie -> cookie)
            .or(() -> form.sticky().map(SealedPolicyForm::sticky))
            .orElseGet(Balancing.Stickiness.Off::new),
        form.slowStartMillis().orElse(0L),
        form.panicPercent().orElse(0));
  }

  private static Balancing.HashKey hash(String text) {
    return text.startsWith(HEADER)
        ? new Balancing.HashKey.Header(text.substring(HEADER.length()))
        : only("path", text, "/balancing/hash", new Balancing.HashKey.Path());
  }

  private static Balancing.Stickiness sticky(String text) {
    return only("address", text, "/balancing/sticky", new Balancing.Stickiness.ClientAddress());
  }

  private static HealthPolicy health(HealthForm form) {
    ActiveCheck check =
        form.http()
            .<ActiveCheck>map(http -> http)
            .or(() -> form.grpc())
            .or(() -> form.check().map(SealedPolicyForm::check))
            .orElseGet(ActiveCheck.Tcp::new);
    return new HealthPolicy(
        check,
        form.schedule().orElse(HealthPolicy.Schedule.DEFAULT),
        form.ejection().orElse(HealthPolicy.Ejection.DEFAULT));
  }

  private static ActiveCheck check(String text) {
    return text.equals("tls")
        ? new ActiveCheck.Tls()
        : only("off", text, "/health/check", new ActiveCheck.Off());
  }

  private static <T> T only(String word, String text, String pointer, T value) {
    if (!text.equals(word)) {
      throw new WireException(pointer, "There is no such choice");
    }
    return value;
  }
}
