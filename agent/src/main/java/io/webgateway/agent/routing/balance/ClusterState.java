package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterHealth.EndpointHealth;
import io.webgateway.agent.routing.balance.ClusterHealth.Status;
import io.webgateway.agent.routing.hold.HoldTally;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a cluster and everything that is known of its endpoints, for all event loops of a
 * node: chooses, and learns from checks and traffic. What it learns is shared with the versions
 * before and after it. Decides only: nanoseconds are of one clock that all callers share, random
 * bits are handed in. Any thread, no locks.
 */
public final class ClusterState {
  private final Cluster cluster;
  private final TrafficPolicy policy;
  private final ClusterMemory memory;
  private final Chooser chooser;
  private final Map<Cluster.Endpoint, Member> byEndpoint = new HashMap<>();
  private final boolean checks;
  private volatile Plan plan;

  private ClusterState(Cluster cluster, ClusterMemory memory, long nowNanos) {
    this.cluster = cluster;
    this.policy = cluster.policy();
    this.memory = memory;
    this.chooser = new Chooser(cluster, memory);
    this.checks = !(policy.health().check() instanceof HealthPolicy.ActiveCheck.Off);
    chooser.members().forEach(each -> byEndpoint.putIfAbsent(each.chosen().endpoint(), each));
    this.plan = Plan.of(chooser.members(), memory.standings(), policy, nowNanos);
  }

  /** A cluster of which nothing is known. */
  public static ClusterState of(Cluster cluster, long nowNanos) {
    return of(cluster, nowNanos, new HoldTally());
  }

  /** The same on a node that counts those who wait for backends. */
  public static ClusterState of(Cluster cluster, long nowNanos, HoldTally node) {
    return new ClusterState(cluster, new ClusterMemory(nowNanos, node.part()), nowNanos)
        .followed(nowNanos);
  }

  /** The next version, which remembers the endpoints that stay and forgets those that went. */
  public ClusterState forCluster(Cluster edited, long nowNanos) {
    return new ClusterState(edited, memory, nowNanos).followed(nowNanos);
  }

  /** A version before this one, for what began under it; shares what is known, forgets nothing. */
  public ClusterState asBefore(Cluster earlier, long nowNanos) {
    return new ClusterState(earlier, memory, nowNanos);
  }

  private ClusterState followed(long nowNanos) {
    memory.follow(chooser.members().stream().map(Member::text).toList(), nowNanos);
    return this;
  }

  /** The version that it chooses from. */
  public Cluster cluster() {
    return cluster;
  }

  /**
   * Chooses, and begins a lease with it.
   *
   * @param key who asks
   * @param tried endpoints that this request or connection has tried already; empty for a first try
   * @param lot 64 random bits
   */
  public Selection select(
      SelectionKey key, Collection<Cluster.Endpoint> tried, long nowNanos, long lot) {
    // Who came first is served first.
    return chooser.isLimited() && memory.pending().size() > 0
        ? Chooser.FULL
        : selectInTurn(key, tried, nowNanos, lot);
  }

  /** The same for one that waits or was woken, whose turn comes before all who are new. */
  public Selection selectInTurn(
      SelectionKey key, Collection<Cluster.Endpoint> tried, long nowNanos, long lot) {
    Plan now = plan(nowNanos);
    if (!tried.isEmpty()) {
      return chooser.again(now, key, tried, lot);
    }
    Selection selection = chooser.first(now, key, memory.turn(nowNanos), lot);
    if (selection instanceof Selection.Full) {
      memory.unserved();
    }
    return selection;
  }

  private Plan plan(long nowNanos) {
    Plan now = plan;
    Standings standings = memory.standings();
    if (!now.holds(standings, nowNanos)) {
      now = Plan.of(chooser.members(), standings, policy, nowNanos);
      plan = now;
    }
    return now;
  }

  /**
   * Waits for room after {@link Selection.Full}; then {@link #selectInTurn} must be asked once
   * more.
   *
   * @param wake called once at most, on the thread that made room; must not block
   * @return empty when as many wait as may
   */
  public Optional<Pending.Waiter> join(Runnable wake) {
    return memory.pending().join(policy.circuit().maxPending(), wake);
  }

  /** Who waits for room. */
  public Pending pending() {
    return memory.pending();
  }

  /** Who waits until any endpoint can be reached, and what became of those that did. */
  public HoldTally holds() {
    return memory.holds();
  }

  /** Whether traffic goes where it does because an endpoint is well, rather than to all of them. */
  public boolean hasWell(long nowNanos) {
    return !plan(nowNanos).isPanic();
  }

  /** When time alone may make room for those who wait; far away when it never does. */
  public long changesNanos(long nowNanos) {
    return plan(nowNanos).untilNanos();
  }

  /** Takes one further try out of the budget; answers false when it is used up. */
  public boolean takeTry(long nowNanos) {
    return memory.takeTry(policy.retries().budgetPercent(), nowNanos);
  }

  /** An active check has ended; rise and fall are counted here. */
  public void checked(Cluster.Endpoint endpoint, CheckResult result, long nowNanos) {
    HealthPolicy.Schedule schedule = policy.health().schedule();
    change(endpoint, nowNanos, (standing, all) -> standing.checked(result, schedule, nowNanos));
  }

  /** Whether the last check said another thing than is known, and more are needed to decide. */
  public boolean isInDoubt(Cluster.Endpoint endpoint, long nowNanos) {
    return !memory.standings().of(endpoint.text(), nowNanos).run().isNone();
  }

  /** Traffic succeeded: an answer came, or a connection was taken. */
  public void succeeded(Cluster.Endpoint endpoint, long nowNanos) {
    if (plan.isCalm(memory.standings())) {
      return;
    }
    change(
        endpoint,
        nowNanos,
        (standing, all) -> standing.succeeded(plan(nowNanos).isPanic(), nowNanos));
  }

  /**
   * Traffic failed: a connection was not taken, nothing came before an answer, or an answer says
   * that the endpoint is not well.
   *
   * @param why a sentence for people
   */
  public void failed(Cluster.Endpoint endpoint, String why, long nowNanos) {
    HealthPolicy.Ejection ejection = policy.health().ejection();
    if (ejection.failures() == 0) {
      return;
    }
    change(
        endpoint,
        nowNanos,
        (standing, all) -> {
          Standing failed = standing.failed(why);
          return failed.failures() >= ejection.failures()
                  && !failed.isEjected(nowNanos)
                  && mayEject(all, nowNanos)
              ? failed.ejected(ejection.baseMillis(), nowNanos)
              : failed;
        });
  }

  private boolean mayEject(Standings all, long nowNanos) {
    int out = 0;
    for (Member each : chooser.members()) {
      if (all.of(each.text(), nowNanos).isEjected(nowNanos)) {
        out++;
      }
    }
    return (out + 1) * 100 <= chooser.members().size() * policy.health().ejection().maxPercent();
  }

  private void change(Cluster.Endpoint endpoint, long nowNanos, ClusterMemory.Change change) {
    Member member = byEndpoint.get(endpoint);
    if (member != null) {
      memory.change(member.text(), nowNanos, change);
    }
  }

  /** How its endpoints are. */
  public ClusterHealth health(long nowNanos) {
    Plan now = plan(nowNanos);
    return new ClusterHealth(
        chooser.members().stream().map(each -> health(each, now, nowNanos)).toList(),
        now.isPanic());
  }

  private EndpointHealth health(Member member, Plan now, long nowNanos) {
    Standing standing = now.source().of(member.text(), nowNanos);
    Status status = standing.status(checks, nowNanos);
    return new EndpointHealth(
        member.chosen().endpoint(),
        status,
        standing.statusSinceNanos(status),
        status == Status.HEALTHY ? "" : standing.why(),
        checks ? standing.doubt(policy.health().schedule()) : Optional.empty());
  }

  /**
   * A number that grows with everything that is learnt of an endpoint, and costs next to nothing to
   * ask; what time alone changes does not move it.
   */
  public long changes() {
    return memory.standings().number();
  }

  /** Whether what is under way is counted: nobody counts what no part of the policy looks at. */
  public boolean isCounted() {
    return chooser.isCounted();
  }

  /** How many requests, connections or flows are under way at an endpoint, where it is counted. */
  public int underWay(Cluster.Endpoint endpoint) {
    Member member = byEndpoint.get(endpoint);
    return member == null ? 0 : member.load().underWay();
  }

  /** How many connections to an endpoint are open, where there is a limit for them. */
  public int openAt(Cluster.Endpoint endpoint) {
    Member member = byEndpoint.get(endpoint);
    return member == null ? 0 : member.load().connections();
  }

  /** Whether an endpoint is left out because of traffic, whatever checks say. */
  boolean isEjected(Cluster.Endpoint endpoint, long nowNanos) {
    return memory.standings().of(endpoint.text(), nowNanos).isEjected(nowNanos);
  }

  /** What counts at an endpoint now. */
  Load loadOf(Cluster.Endpoint endpoint) {
    return memory.load(endpoint.text());
  }

  @Override
  public String toString() {
    return "ClusterState[" + cluster.id() + ", " + memory.standings() + "]";
  }
}
