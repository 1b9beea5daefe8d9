package io.webgateway.agent.routing.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Clients of workloads of one tenant that open, ask, send, leave and are edited as chance wants;
 * after each step what was admitted is held against the limits by a book of its own.
 */
class LimitSimulationTest {
  private static final int SEEDS = 3_000;
  private static final int STEPS = 400;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Admissions of one limit: whether any span of time had more than rate times span plus burst. */
  private static final class Book {
    private final double perSecond;
    private double most = Double.NEGATIVE_INFINITY;
    private double admitted;

    Book(long perSecond) {
      this.perSecond = perSecond;
    }

    void admits(double units, long nowNanos) {
      if (perSecond == 0) {
        return;
      }
      double seconds = (double) nowNanos / SECOND;
      // The largest excess over the rate of all spans that end now.
      most = Math.max(most, perSecond * seconds - admitted);
      admitted += units;
      double excess = most - (perSecond * seconds - admitted);
      assertThat(excess).isLessThanOrEqualTo(perSecond + 1e-3);
    }

    /** How much of the burst was used by the spans that end now. */
    double used(long nowNanos) {
      double seconds = (double) nowNanos / SECOND;
      return Math.max(0, most - (perSecond * seconds - admitted));
    }
  }

  private static final class World {
    final Random chance;
    final TenantGate tenant = new TenantGate();
    final List<WorkloadGate> gates = new ArrayList<>();
    final List<Lease> open = new ArrayList<>();
    final List<Book> books = new ArrayList<>();
    final Book ofTenant;
    final Bounds tenantBounds;
    final List<Bounds> workloadBounds = new ArrayList<>();
    long nowNanos;

    World(long seed) {
      chance = new Random(seed);
      tenantBounds = bounds();
      tenant.bounds(tenantBounds);
      ofTenant = new Book(tenantBounds.requestsPerSecond());
      for (int i = 0; i < 3; i++) {
        WorkloadGate gate = new WorkloadGate(tenant, chance.nextLong());
        Bounds own = bounds();
        gate.limits(new TrafficLimits(own, bounds(), 0, 0));
        gates.add(gate);
        workloadBounds.add(own);
        books.add(new Book(own.requestsPerSecond()));
      }
    }

    private Bounds bounds() {
      return new Bounds(
          chance.nextBoolean() ? 0 : 1 + chance.nextInt(8),
          chance.nextBoolean() ? 0 : 1 + chance.nextInt(20),
          chance.nextBoolean() ? 0 : 1 + chance.nextInt(50),
          chance.nextBoolean() ? 0 : 8 * (1 + chance.nextInt(10_000)),
          0);
    }

    void step() {
      nowNanos += chance.nextInt(4) == 0 ? chance.nextInt(300_000_000) : chance.nextInt(1_000_000);
      switch (chance.nextInt(4)) {
        case 0 -> open();
        case 1, 2 -> request();
        default -> close();
      }
      check();
    }

    private void open() {
      Lease lease =
          new Lease(
              gates.get(chance.nextInt(gates.size())),
              ClientKey.of(new byte[] {10, 0, 0, (byte) chance.nextInt(5)}));
      if (lease.open(nowNanos) instanceof LimitDecision.Admitted) {
        open.add(lease);
      }
    }

    private void request() {
      if (open.isEmpty()) {
        return;
      }
      Lease lease = open.get(chance.nextInt(open.size()));
      int workload = gates.indexOf(lease.gate());
      switch (lease.request(nowNanos)) {
        case LimitDecision.Admitted _ -> {
          books.get(workload).admits(1, nowNanos);
          ofTenant.admits(1, nowNanos);
        }
        case LimitDecision.Refused refused -> {
          assertThat(refused.retryAfterMillis()).isBetween(1L, 1_001L);
          Book full =
              switch (refused.limit().whose()) {
                case CLIENT -> new Book(0);
                case WORKLOAD -> books.get(workload);
                case TENANT -> ofTenant;
              };
          // Nobody is refused while there is room for one more.
          if (full.perSecond != 0) {
            assertThat(full.used(nowNanos)).isGreaterThan(full.perSecond - 1 - 1e-3);
          }
        }
      }
    }

    private void close() {
      if (!open.isEmpty()) {
        open.remove(chance.nextInt(open.size())).close();
      }
    }

    private void check() {
      assertThat(tenant.openNow()).isEqualTo(open.size());
      assertWithin(tenant.openNow(), tenantBounds);
      for (int i = 0; i < gates.size(); i++) {
        WorkloadGate gate = gates.get(i);
        assertThat(gate.openNow())
            .isEqualTo((int) open.stream().filter(lease -> lease.gate() == gate).count());
        assertWithin(gate.openNow(), workloadBounds.get(i));
      }
    }

    private static void assertWithin(int count, Bounds bounds) {
      if (bounds.maxConnections() != 0) {
        assertThat(count).isLessThanOrEqualTo(bounds.maxConnections());
      }
    }
  }

  @Test
  void nothingIsEverAdmittedBeyondItsLimitAndCountsReturnToZero() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed);
      try {
        for (int i = 0; i < STEPS; i++) {
          world.step();
        }
        world.open.forEach(Lease::close);
        world.open.clear();
        world.check();
        assertAsNew(world);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void assertAsNew(World world) {
    long later = world.nowNanos + 2 * SECOND;
    assertThat(world.tenant.meter().isAsNew(later)).isTrue();
    for (WorkloadGate gate : world.gates) {
      assertThat(gate.meter().isAsNew(later)).isTrue();
      for (int client = 0; client < 5; client++) {
        Meter meter = gate.client(ClientKey.of(new byte[] {10, 0, 0, (byte) client}), later);
        assertThat(meter == null || meter.isAsNew(later)).isTrue();
      }
    }
  }

  @Test
  void bytesNeverPassFasterThanTheirRateAndConnectionsTakeTurns() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random chance = new Random(seed);
      long perSecond = chance.nextLong(1_000, 1_000_000);
      int read = 1 + chance.nextInt(65_536);
      WorkloadGate gate = new WorkloadGate(new TenantGate(), seed);
      gate.limits(new TrafficLimits(new Bounds(0, 0, 0, 8 * perSecond, 0), Bounds.NONE, 0, 0));
      int connections = 1 + chance.nextInt(8);
      long[] nextNanos = new long[connections];
      long[] bytes = new long[connections];
      Lease lease = new Lease(gate, 0);
      long total = 0;
      for (int i = 0; i < 500; i++) {
        int first = earliest(nextNanos);
        long now = nextNanos[first];
        total += read;
        bytes[first] += read;
        nextNanos[first] = now + lease.passed(Direction.IN, read, now) + chance.nextInt(10_000);
        double most = (double) perSecond * now / SECOND + perSecond + (double) connections * read;
        assertThat((double) total).as("seed %d", seed).isLessThanOrEqualTo(most + 1);
      }
      for (long each : bytes) {
        assertThat((double) each)
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo((double) total / connections / 2 - read);
      }
    }
  }

  private static int earliest(long[] nextNanos) {
    int first = 0;
    for (int i = 1; i < nextNanos.length; i++) {
      first = nextNanos[i] < nextNanos[first] ? i : first;
    }
    return first;
  }

  /** Canary: counting by the calendar's seconds lets twice as much pass around their ends. */
  @Test
  void aLimitByWholeSecondsIsRejected() {
    Book book = new Book(10);
    long[] second = {-1};
    int[] count = {0};
    assertThatThrownBy(
            () -> {
              for (long now = 900_000_000L; now < 1_200_000_000L; now += 10_000_000L) {
                if (now / SECOND != second[0]) {
                  second[0] = now / SECOND;
                  count[0] = 0;
                }
                if (count[0]++ < 10) {
                  book.admits(1, now);
                }
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  /** Canary: a lease that forgets to give back what the tenant refused leaves counts behind. */
  @Test
  void aCountThatIsNotGivenBackIsRejected() {
    World world = new World(1);
    Meter meter = world.gates.getFirst().meter();
    assertThat(meter.open(Bounds.NONE, Limit.Whose.WORKLOAD, 0)).isNotNull();
    assertThatThrownBy(world::check).isInstanceOf(AssertionError.class);
  }
}
