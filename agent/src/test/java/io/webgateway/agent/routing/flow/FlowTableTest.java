package io.webgateway.agent.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.limit.TenantGate;
import io.webgateway.agent.routing.limit.WorkloadGate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single stories of flows, told one by one. */
class FlowTableTest {
  private static final Cluster.Endpoint ONE = new Cluster.Endpoint.Address("192.0.2.1", 53, 1);
  private static final Cluster.Endpoint TWO = new Cluster.Endpoint.Address("192.0.2.2", 53, 1);
  private static final FlowLimits LIMITS = new FlowLimits(60_000, 0, 2, 2, 3, false);
  private static final BackendLoss WAIT = new BackendLoss.Wait(1_000, 1, false, 0);
  private static final long MILLI = 1_000_000L;

  private final List<FlowOutput<String>> outputs = new ArrayList<>();
  private final FlowTable<String> table = new FlowTable<>(outputs::add);
  private final FlowInput.ClientDatagram<String> datagram =
      new FlowInput.ClientDatagram<>(new FlowKey(7));
  private final FlowQuota quota = new FlowQuota();
  private long now;

  @BeforeEach
  void serve() {
    serve(ONE, TWO);
  }

  private void serve(Cluster.Endpoint... endpoints) {
    serve(BackendLoss.DEFAULT, Set.of(), endpoints);
  }

  private List<FlowOutput<String>> serve(
      BackendLoss loss, Set<Cluster.Endpoint> unwell, Cluster.Endpoint... endpoints) {
    Cluster cluster =
        new Cluster(
            "a/u",
            UpstreamProtocol.DEFAULT,
            TrafficPolicy.UNCHECKED.with(loss),
            List.of(endpoints));
    UdpRoute route = new UdpRoute("a/u", "t", "udp/53", cluster, LIMITS);
    WorkloadGate gate = new WorkloadGate(new TenantGate(), 1);
    return tell(new FlowInput.Serve<>(route, quota, gate, unwell));
  }

  private List<FlowOutput<String>> tell(FlowInput<String> input) {
    outputs.clear();
    table.decide(input, now);
    return List.copyOf(outputs);
  }

  private List<FlowOutput<String>> send(String client, int port, int bytes) {
    try {
      datagram.key().set(InetAddress.getByName(client), port, InetAddress.getByName("203.0.113.1"));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
    return tell(datagram.of(bytes));
  }

  private List<FlowOutput<String>> answer(Flow<String> flow, int bytes) {
    return tell(new FlowInput.BackendDatagram<String>().set(flow, flow.upstream, bytes));
  }

  private Flow<String> begin(String client, int port) {
    return ((FlowOutput.Begun<String>) send(client, port, 100).getFirst()).flow();
  }

  private Flow<String> opened(String client, int port) {
    Flow<String> flow = begin(client, port);
    tell(new FlowInput.Opened<>(flow, 1, ONE));
    return flow;
  }

  @Test
  void aFewDatagramsAreKeptUntilThereIsABackendAndThenSentInOneGo() {
    Flow<String> flow = begin("198.51.100.1", 1);
    for (int i = 1; i < HeldDatagrams.MAX_HELD; i++) {
      assertThat(send("198.51.100.1", 1, 100)).containsExactly(new FlowOutput.Hold<>(flow));
    }
    assertThat(send("198.51.100.1", 1, 100))
        .containsExactly(new FlowOutput.Drop<>(FlowDrop.HELD_FULL));
    assertThat(tell(new FlowInput.Opened<>(flow, 1, ONE)))
        .containsExactly(new FlowOutput.SendHeld<>(flow, true));
    assertThat(send("198.51.100.1", 1, 100)).containsExactly(flow.toBackend);
  }

  @Test
  void whatADeadBackendDidNotTakeIsSentOnceMoreAndNotTwice() {
    Flow<String> flow = opened("198.51.100.1", 1);
    assertThat(tell(new FlowInput.BackendGone<>(flow, 1)))
        .containsExactly(new FlowOutput.Close<>(flow, 1), new FlowOutput.Open<>(flow, 2));
    assertThat(flow.refused()).contains(ONE);
    assertThat(tell(new FlowInput.Opened<>(flow, 2, TWO)))
        .containsExactly(new FlowOutput.Moved<>(flow), new FlowOutput.SendHeld<>(flow, false));
    assertThat(tell(new FlowInput.BackendGone<>(flow, 2)))
        .containsExactly(
            new FlowOutput.Close<>(flow, 2), new FlowOutput.Ended<>(flow, FlowEnd.CONNECT_FAILED));
  }

  @Test
  void copiesAreForgottenWithTheFirstAnswerOrAfterASecond() {
    Flow<String> first = opened("198.51.100.1", 1);
    Flow<String> second = opened("198.51.100.1", 2);
    assertThat(answer(first, 10))
        .containsExactly(new FlowOutput.ForgetHeld<>(first), first.toClient);
    now += 999 * MILLI;
    assertThat(tell(new FlowInput.Tick<>())).isEmpty();
    now += MILLI;
    assertThat(tell(new FlowInput.Tick<>())).containsExactly(new FlowOutput.ForgetHeld<>(second));
    assertThat(table.heldBytes()).isZero();
  }

  @Test
  void theCapIsExactAndEndsWithTheProof() {
    Flow<String> flow = opened("198.51.100.1", 1);
    assertThat(answer(flow, 299)).contains(flow.toClient);
    assertThat(answer(flow, 2)).containsExactly(new FlowOutput.Drop<>(FlowDrop.AMPLIFICATION));
    assertThat(answer(flow, 1)).containsExactly(flow.toClient);
    send("198.51.100.1", 1, 0);
    assertThat(answer(flow, 65_507)).containsExactly(flow.toClient);
    assertThat(table.unproved()).isZero();
  }

  @Test
  void theOldestThatIsNotProvedGivesWayAndAProvedOneNever() {
    Flow<String> proved = opened("198.51.100.1", 1);
    answer(proved, 1);
    send("198.51.100.1", 1, 1);
    Flow<String> other = begin("2001:db8:1:2::1", 2);
    List<FlowOutput<String>> full = send("2001:db8:1:3::1", 3, 1);
    assertThat(full).contains(new FlowOutput.Ended<>(other, FlowEnd.REPLACED));
    Flow<String> third = ((FlowOutput.Begun<String>) full.get(2)).flow();
    tell(new FlowInput.Opened<>(third, 1, ONE));
    answer(third, 1);
    send("2001:db8:1:3::1", 3, 1);
    assertThat(send("2001:db8:1:4::1", 4, 1))
        .containsExactly(new FlowOutput.Drop<>(FlowDrop.WORKLOAD_FULL));
  }

  @Test
  void oneClientIsAWholeNetworkOfIpv6AndMakesOnlyItsOwnGiveWay() {
    FlowQuota some = new FlowQuota();
    FlowLimits one = new FlowLimits(60_000, 0, 10, 1, 3, false);
    FlowKey here = new FlowKey(1).set(0x20010DB800010002L, 1, 1, 0, 0);
    FlowKey there = new FlowKey(1).set(0x20010DB800010002L, 99, 2, 0, 0);
    FlowKey elsewhere = new FlowKey(1).set(0x20010DB800010003L, 1, 1, 0, 0);
    assertThat(some.take(here, one)).isEqualTo(FlowQuota.Answer.TAKEN);
    assertThat(some.take(there, one)).isEqualTo(FlowQuota.Answer.CLIENT_FULL);
    assertThat(some.take(elsewhere, one)).isEqualTo(FlowQuota.Answer.TAKEN);
    some.give(here);
    assertThat(some.take(there, one)).isEqualTo(FlowQuota.Answer.TAKEN);
    assertThat(some.open()).isEqualTo(2);
    assertThat(some.clients()).isEqualTo(2);
  }

  @Test
  void anEditThatTakesTheEndpointMovesTheFlowWithItsNextDatagram() {
    Flow<String> flow = opened("198.51.100.1", 1);
    answer(flow, 1);
    serve(TWO);
    assertThat(send("198.51.100.1", 1, 5))
        .containsExactly(
            new FlowOutput.Close<>(flow, 1),
            new FlowOutput.Hold<>(flow),
            new FlowOutput.Open<>(flow, 2));
    assertThat(tell(new FlowInput.BackendDatagram<String>().set(flow, 1, 5)))
        .containsExactly(new FlowOutput.Drop<>(FlowDrop.LATE));
  }

  @Test
  void anEditThatTakesTheEndpointClosesTheSocketThoughTheClientIsSilent() {
    Flow<String> flow = opened("198.51.100.1", 1);
    answer(flow, 1);
    serve(TWO);
    assertThat(tell(new FlowInput.Tick<>())).containsExactly(new FlowOutput.Close<>(flow, 1));
    assertThat(send("198.51.100.1", 1, 5))
        .containsExactly(new FlowOutput.Hold<>(flow), new FlowOutput.Open<>(flow, 2));
    assertThat(tell(new FlowInput.Opened<>(flow, 2, TWO)))
        .containsExactly(new FlowOutput.Moved<>(flow), new FlowOutput.SendHeld<>(flow, false));
  }

  @Test
  void whereTheWorkloadWaitsAFlowIsTriedAgainUntilABackendAnswers() {
    serve(WAIT, Set.of(), ONE);
    Flow<String> flow = opened("198.51.100.1", 1);
    assertThat(tell(new FlowInput.BackendGone<>(flow, 1)))
        .containsExactly(new FlowOutput.Close<>(flow, 1), new FlowOutput.Open<>(flow, 2));
    assertThat(tell(new FlowInput.NotOpened<>(flow, 2, FlowLoss.NO_ENDPOINT)))
        .containsExactly(new FlowOutput.Waits<>(flow));
    now += 99 * MILLI;
    assertThat(tell(new FlowInput.Tick<>())).isEmpty();
    now += MILLI;
    assertThat(tell(new FlowInput.Tick<>())).containsExactly(new FlowOutput.Open<>(flow, 3));
    assertThat(tell(new FlowInput.Opened<>(flow, 3, ONE)))
        .containsExactly(new FlowOutput.Moved<>(flow), new FlowOutput.SendHeld<>(flow, true));
    assertThat(table.waiting()).as("a socket says nothing of who is there").isEqualTo(1);
    assertThat(answer(flow, 10))
        .containsExactly(
            new FlowOutput.ForgetHeld<>(flow),
            new FlowOutput.WaitsNoMore<>(flow, true),
            flow.toClient);
    assertThat(flow.clientDatagrams()).isEqualTo(1);
  }

  @Test
  void theNewestDatagramsAreKeptOfAFlowThatWaitsAndItEndsWhenItsTimeIsOver() {
    serve(WAIT, Set.of(ONE), ONE);
    List<FlowOutput<String>> first = send("198.51.100.1", 1, 1);
    Flow<String> flow = ((FlowOutput.Begun<String>) first.getFirst()).flow();
    assertThat(first).as("nobody is asked").endsWith(new FlowOutput.Waits<>(flow));
    for (int i = 1; i < HeldDatagrams.MAX_HELD_WAITING; i++) {
      send("198.51.100.1", 1, 1);
    }
    assertThat(send("198.51.100.1", 1, 7))
        .containsExactly(new FlowOutput.DropOldest<>(flow), new FlowOutput.Hold<>(flow));
    assertThat(table.heldBytes()).isEqualTo(HeldDatagrams.MAX_HELD_WAITING - 1 + 7);
    now += 1_000 * MILLI;
    assertThat(tell(new FlowInput.Tick<>()))
        .containsExactly(
            new FlowOutput.DropHeld<>(flow, FlowDrop.NOT_OPENED),
            new FlowOutput.WaitsNoMore<>(flow, false),
            new FlowOutput.Ended<>(flow, FlowEnd.WAITED_IN_VAIN));
  }

  @Test
  void anEditThatBringsAnEndpointIsTriedAtOnceByThoseThatWait() {
    serve(WAIT, Set.of(ONE), ONE);
    Flow<String> flow = begin("198.51.100.1", 1);
    serve(WAIT, Set.of(), TWO);
    assertThat(tell(new FlowInput.Tick<>())).containsExactly(new FlowOutput.Open<>(flow, 1));
  }

  @Test
  void aClosingPortTakesNoNewFlowsAndEndsQuietOnes() {
    Flow<String> flow = opened("198.51.100.1", 1);
    tell(new FlowInput.Drain<>());
    assertThat(send("198.51.100.1", 2, 1))
        .containsExactly(new FlowOutput.Drop<>(FlowDrop.DRAINING));
    assertThat(send("198.51.100.1", 1, 1)).containsExactly(flow.toBackend);
    now += FlowTable.DRAIN_QUIET_NANOS;
    assertThat(tell(new FlowInput.Tick<>()))
        .contains(new FlowOutput.Ended<>(flow, FlowEnd.SHUTTING_DOWN));
    assertThat(quota.open()).isZero();
  }

  @Test
  void nothingIsToldWithinAnOutput() {
    FlowTable<String> asking = new FlowTable<>(output -> selfTell());
    asking.decide(new FlowInput.Tick<>(), 0);
    inner = asking;
    assertThatIllegalStateException()
        .isThrownBy(() -> asking.decide(datagram.of(1), 0))
        .withMessageContaining("while it decides");
  }

  private FlowTable<String> inner = table;

  private void selfTell() {
    inner.decide(new FlowInput.Tick<>(), 0);
  }
}
