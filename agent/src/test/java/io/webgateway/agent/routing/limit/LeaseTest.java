package io.webgateway.agent.routing.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.limit.Limit.What;
import io.webgateway.agent.routing.limit.Limit.Whose;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long ALICE = ClientKey.of("192.0.2.1");
  private static final long BOB = ClientKey.of("192.0.2.2");

  private final TenantGate tenant = new TenantGate();
  private final WorkloadGate gate = new WorkloadGate(tenant, 1);

  private static Bounds connections(int max) {
    return new Bounds(max, 0, 0, 0, 0);
  }

  private static Bounds requests(int perSecond) {
    return new Bounds(0, 0, perSecond, 0, 0);
  }

  private static Bounds bytesOut(long perSecond) {
    return new Bounds(0, 0, 0, 0, 8 * perSecond);
  }

  private void limits(Bounds workload, Bounds client) {
    gate.limits(new TrafficLimits(workload, client, 0, 0));
  }

  private Lease opened(long client) {
    Lease lease = new Lease(gate, client);
    assertThat(lease.open(0)).isEqualTo(LimitDecision.ADMITTED);
    return lease;
  }

  private static Limit refusedBy(LimitDecision decision) {
    return ((LimitDecision.Refused) decision).limit();
  }

  @Test
  void aClientsLimitIsItsOwn() {
    limits(Bounds.NONE, connections(1));
    Lease first = opened(ALICE);
    assertThat(refusedBy(new Lease(gate, ALICE).open(0)))
        .isEqualTo(new Limit(Whose.CLIENT, What.CONNECTIONS));
    opened(BOB);
    first.close();
    opened(ALICE);
  }

  @Test
  void whatTheTenantHasNoRoomForIsCountedNowhere() {
    tenant.bounds(connections(1));
    limits(connections(5), connections(5));
    Lease first = opened(ALICE);
    assertThat(refusedBy(new Lease(gate, BOB).open(0)))
        .isEqualTo(new Limit(Whose.TENANT, What.CONNECTIONS));
    assertThat(gate.openNow()).isEqualTo(1);
    first.close();
    assertThat(gate.openNow()).isZero();
    assertThat(tenant.openNow()).isZero();
  }

  @Test
  void theTenantsLimitIsTheSumOverItsWorkloads() {
    tenant.bounds(connections(2));
    WorkloadGate other = new WorkloadGate(tenant, 2);
    limits(Bounds.NONE, Bounds.NONE);
    other.limits(TrafficLimits.NONE);
    opened(ALICE);
    assertThat(new Lease(other, ALICE).open(0)).isEqualTo(LimitDecision.ADMITTED);
    assertThat(new Lease(other, ALICE).open(0)).isInstanceOf(LimitDecision.Refused.class);
  }

  @Test
  void aClientsFloodOfRequestsTakesNothingFromTheOthers() {
    limits(requests(10), requests(2));
    Lease alice = opened(ALICE);
    Lease bob = opened(BOB);
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      if (alice.request(0) instanceof LimitDecision.Admitted) {
        admitted++;
      }
    }
    assertThat(admitted).isEqualTo(2);
    assertThat(bob.request(0)).isEqualTo(LimitDecision.ADMITTED);
    assertThat(refusedBy(alice.request(0))).isEqualTo(new Limit(Whose.CLIENT, What.REQUESTS));
  }

  @Test
  void saysWhenToComeAgain() {
    limits(requests(1), Bounds.NONE);
    Lease lease = opened(ALICE);
    lease.request(0);
    LimitDecision.Refused refused = (LimitDecision.Refused) lease.request(SECOND / 4);
    assertThat(refused.retryAfterMillis()).isBetween(750L, 751L);
    assertThat(lease.request(SECOND)).isEqualTo(LimitDecision.ADMITTED);
  }

  @Test
  void bytesWaitForTheSlowestOfTheThree() {
    limits(bytesOut(10_000), bytesOut(1_000));
    tenant.bounds(bytesOut(100));
    gate.limits(gate.limits());
    Lease lease = opened(ALICE);
    assertThat(lease.passed(Direction.IN, 1_000_000, 0)).isZero();
    assertThat(lease.passed(Direction.OUT, 2_000, 0)).isEqualTo(19 * SECOND);
    assertThat(lease.owedNanos(Direction.OUT, 10 * SECOND)).isEqualTo(9 * SECOND);
  }

  @Test
  void editsKeepWhatIsCounted() {
    limits(connections(3), Bounds.NONE);
    Lease first = opened(ALICE);
    opened(BOB);
    limits(connections(2), Bounds.NONE);
    assertThat(new Lease(gate, BOB).open(0)).isInstanceOf(LimitDecision.Refused.class);
    first.close();
    opened(BOB);
  }

  @Test
  void connectionsFromBeforeAClientsLimitCountFromTheirNextRequest() {
    limits(Bounds.NONE, Bounds.NONE);
    Lease before = opened(ALICE);
    limits(Bounds.NONE, new Bounds(1, 0, 100, 0, 0));
    assertThat(before.request(0)).isEqualTo(LimitDecision.ADMITTED);
    assertThat(new Lease(gate, ALICE).open(0)).isInstanceOf(LimitDecision.Refused.class);
    before.close();
    opened(ALICE).close();
    assertThat(gate.openNow()).isZero();
  }

  @Test
  void closingTwiceCountsOnce() {
    limits(connections(1), Bounds.NONE);
    Lease lease = opened(ALICE);
    lease.close();
    lease.close();
    assertThat(gate.openNow()).isZero();
  }
}
