package io.webgateway.agent.reconcile;

import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.model.status.Condition;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says how workloads stand: on the board, for the API, and as signed codes on the ledger. One
 * thread.
 */
final class ConditionTeller {
  private static final Provision NOTHING = new Provision(List.of(), List.of());

  private final StatusBoard board;
  private final StatusPublisher publisher;
  private final Set<String> told = new HashSet<>();

  ConditionTeller(StatusBoard board, StatusPublisher publisher) {
    this.board = board;
    this.publisher = publisher;
  }

  /**
   * What the data plane made of a workload.
   *
   * @param picture what was handed to it
   * @param report what it answered
   * @param backends how the workload's backends are, where it is served
   * @param drain how its drain on this node goes, where there is one
   */
  record Outcome(
      RoutePicture picture,
      ApplyReport report,
      Optional<BackendsHealth> backends,
      Optional<DrainProgress> drain) {}

  /**
   * Says what came of one workload.
   *
   * @param subject the workload
   * @param service what was decided
   * @param outcome what the data plane made of it
   */
  void tell(Subject subject, Service service, Outcome outcome, Instant now) {
    Conditions conditions = new Conditions(now);
    switch (service) {
      case Service.End _ -> end(subject.path());
      case Service.Withhold withheld -> tell(subject, conditions.of(withheld), now);
      case Service.Serve _, Service.Pass _, Service.ForwardTcp _, Service.ForwardUdp _ ->
          tell(
              subject,
              conditions.of(
                  subject.path(),
                  service,
                  outcome.picture().provisions().getOrDefault(subject.owner().value(), NOTHING),
                  outcome),
              now);
    }
  }

  private void tell(Subject subject, List<Condition> conditions, Instant now) {
    String path = subject.path();
    told.add(path);
    board.publish(path, subject.owner(), conditions);
    publisher.say(subject, board.conditions(path), subject.workload().record().ledger(), now);
  }

  private void end(String path) {
    if (told.remove(path)) {
      board.remove(path);
    }
    publisher.forget(path);
  }
}
