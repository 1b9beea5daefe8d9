package io.webgateway.agent.routing.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.limit.Limit.Whose;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientTableTest {
  private static final long SEED = 20_261_126;
  private static final Bounds TWO = new Bounds(2, 0, 0, 0, 0);
  private static final Bounds ONE_REQUEST = new Bounds(0, 0, 1, 0, 0);
  private static final Bounds ONE_BIT = new Bounds(0, 0, 0, 8, 0);

  private final ClientTable table = new ClientTable(SEED);

  private static boolean opened(Meter meter) {
    return meter.open(TWO, Whose.CLIENT, 0) instanceof LimitDecision.Admitted;
  }

  @Test
  void remembersWhatAClientHasTaken() {
    assertThat(opened(table.of(1, 0))).isTrue();
    assertThat(opened(table.of(2, 0))).isTrue();
    assertThat(opened(table.of(1, 0))).isTrue();
    assertThat(opened(table.of(1, 0))).isFalse();
    assertThat(opened(table.of(2, 0))).isTrue();
  }

  @Test
  void manyAddressesTakeNoMoreMemoryThanFew() {
    Random addresses = new Random(SEED);
    for (int i = 0; i < 300_000; i++) {
      table.of(addresses.nextLong(), i).request(ONE_REQUEST, Whose.CLIENT, i);
    }
    assertThat(table.size()).isLessThanOrEqualTo(ClientTable.MAX_CLIENTS);
  }

  @Test
  void neverForgetsWhoHasAConnection() {
    Meter kept = table.of(42, 0);
    assertThat(opened(kept)).isTrue();
    Random addresses = new Random(SEED);
    for (int i = 0; i < 300_000; i++) {
      table.of(addresses.nextLong(), i).request(ONE_REQUEST, Whose.CLIENT, i);
    }
    assertThat(table.of(42, 300_000)).isSameAs(kept);
  }

  @Test
  void forgetsFirstWhomForgettingChangesNothingFor() {
    long later = 5 * Bucket.BURST_NANOS;
    Meter kept = table.of(42, 0);
    kept.passed(ONE_BIT, Direction.IN, 1_000, later);
    Random addresses = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      table.of(addresses.nextLong(), later);
    }
    assertThat(table.of(42, later)).isSameAs(kept);
  }

  @Test
  void newcomersShareWhatOneMayTakeWhenAllOthersHaveConnections() {
    List<Meter> open = new ArrayList<>();
    Random addresses = new Random(SEED);
    Set<Meter> different = new HashSet<>();
    for (int i = 0; i < 300_000; i++) {
      Meter meter = table.of(addresses.nextLong(), 0);
      if (opened(meter)) {
        open.add(meter);
        different.add(meter);
      }
    }
    assertThat(table.size()).isEqualTo(ClientTable.MAX_CLIENTS);
    assertThat(different).hasSize(ClientTable.MAX_CLIENTS + 1);
    assertThat(open.size()).isLessThanOrEqualTo(2 * (ClientTable.MAX_CLIENTS + 1));
    open.forEach(Meter::close);
    assertThat(different).allMatch(meter -> meter.openNow() == 0);
  }
}
