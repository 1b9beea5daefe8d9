package io.webgateway.agent.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HostRoute;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckPlanTest {
  private static Cluster cluster(String id, ActiveCheck check, int port, int... endpoints) {
    HealthPolicy health =
        new HealthPolicy(
            check,
            new HealthPolicy.Schedule(1_000, 500, 1, 1, port),
            HealthPolicy.Ejection.DEFAULT);
    List<Cluster.Endpoint> all = new ArrayList<>();
    for (int endpoint : endpoints) {
      all.add(new Cluster.Endpoint.Address("10.0.0.1", endpoint, 1));
    }
    return new Cluster(id, UpstreamProtocol.DEFAULT, TrafficPolicy.DEFAULT.with(health), all);
  }

  private static HttpRoute http(Cluster cluster) {
    return new HttpRoute(
        cluster.id(),
        "tenant",
        Set.of(cluster.id() + ".example"),
        "/",
        VisitorPolicy.SERVE,
        cluster,
        ExchangeLimits.DEFAULT);
  }

  private static RouteTable table(HostRoute... routes) {
    return RouteTableCompiler.compile(
        new RouteInputs(1, List.of(), List.of(routes), List.of(), InProcessGateway.ALLOW_ALL));
  }

  @Test
  void everyEndpointIsCheckedOnceAndNoneOfClustersThatHaveItOff() {
    RouteTable table =
        table(
            http(cluster("a", new ActiveCheck.Tcp(), 0, 80, 81, 81)),
            http(cluster("b", new ActiveCheck.Off(), 0, 80)));
    assertThat(CheckPlan.of(table))
        .extracting(t -> t.cluster() + " " + t.authority())
        .containsExactlyInAnyOrder("a 10.0.0.1:80", "a 10.0.0.1:81");
  }

  @Test
  void thePortOfThePolicyIsAskedAndTheEndpointIsNamed() {
    CheckTarget target =
        CheckPlan.of(table(http(cluster("a", new ActiveCheck.Tcp(), 9_000, 80)))).iterator().next();
    assertThat(target.authority()).isEqualTo("10.0.0.1:9000");
    assertThat(target.endpoint().text()).isEqualTo("10.0.0.1:80");
  }

  @Test
  void tlsThatIsPassedThroughIsTriedWithANameThatVisitorsName() {
    Cluster cluster = cluster("p", new ActiveCheck.Tls(), 0, 443);
    PassthroughRoute route =
        new PassthroughRoute(
            "p", "tenant", Set.of("*.a.example", "b.example"), cluster, ExchangeLimits.DEFAULT);
    assertThat(CheckPlan.of(table(route)))
        .extracting(CheckTarget::serverName)
        .containsExactly("b.example");
  }

  @Test
  void whatAnEditDoesNotTouchGoesOn() {
    Set<CheckTarget> before =
        CheckPlan.of(
            table(
                http(cluster("a", new ActiveCheck.Tcp(), 0, 80, 81)),
                http(cluster("b", new ActiveCheck.Tcp(), 0, 80))));
    Set<CheckTarget> after =
        CheckPlan.of(
            table(
                http(cluster("a", new ActiveCheck.Tcp(), 0, 81, 82)),
                http(cluster("b", ActiveCheck.Http.DEFAULT, 0, 80))));
    CheckPlan.Change change = CheckPlan.Change.between(before, after);
    assertThat(change.ended())
        .extracting(t -> t.cluster() + t.port())
        .containsExactlyInAnyOrder("a80", "b80");
    assertThat(change.begun())
        .extracting(t -> t.cluster() + t.port())
        .containsExactlyInAnyOrder("a82", "b80");
  }

  /** Whatever tables come, the checks that run are those of the last one. */
  @Test
  void changesAddUpToThePlan() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random chance = new Random(seed);
      Set<CheckTarget> planned = Set.of();
      Set<CheckTarget> running = new java.util.HashSet<>();
      for (int step = 0; step < 5; step++) {
        Set<CheckTarget> wanted = CheckPlan.of(anyTable(chance));
        CheckPlan.Change change = CheckPlan.Change.between(planned, wanted);
        planned = wanted;
        assertThat(running).as("seed %d", seed).containsAll(change.ended());
        running.removeAll(change.ended());
        assertThat(running).as("seed %d", seed).noneMatch(change.begun()::contains);
        running.addAll(change.begun());
        assertThat(running).as("seed %d", seed).isEqualTo(wanted);
      }
    }
  }

  private static RouteTable anyTable(Random chance) {
    List<ActiveCheck> checks =
        List.of(new ActiveCheck.Off(), new ActiveCheck.Tcp(), new ActiveCheck.Grpc("s"));
    HostRoute[] routes = new HostRoute[chance.nextInt(4)];
    for (int i = 0; i < routes.length; i++) {
      int[] endpoints = chance.ints(1 + chance.nextInt(3), 80, 84).toArray();
      routes[i] = http(cluster("c" + i, checks.get(chance.nextInt(checks.size())), 0, endpoints));
    }
    return table(routes);
  }
}
