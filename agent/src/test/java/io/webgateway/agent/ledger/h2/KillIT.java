package io.webgateway.agent.ledger.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.ledger.NodeMemory;
import io.webgateway.agent.ledger.h2.KillRounds.Fate;
import io.webgateway.agent.ledger.h2.ServedStore.What;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every acknowledged commit survives {@code kill -9} and a loss of power. {@code
 * -Dwebgw.kill.rounds=60} runs the long form, {@code -Dwebgw.kill.seed} repeats one.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // the long form; the ordinary one takes a minute
final class KillIT {
  private static final int CANARY_ROUNDS = 5;
  private static final List<Fate> FATES =
      List.of(Fate.STAYS_UP, Fate.STAYS_UP_REWRITING, Fate.LOSES_POWER);

  private final int rounds = Integer.getInteger("webgw.kill.rounds", 6);
  private final long seed = Long.getLong("webgw.kill.seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

  @TempDir private Path temp;

  @Test
  void everyAcknowledgedCommitIsThereAfterEveryKill() throws Exception {
    KillRounds kills = new KillRounds(temp.resolve("store"), "SYNCED", What.STORE, random);
    for (int round = 0; round < rounds; round++) {
      Fate fate = FATES.get(round % FATES.size());
      assertThat(kills.kill(fate)).as("lost in round %d, %s, seed %d", round, fate, seed).isEmpty();
    }
    System.out.printf(
        "kill test: %d kills, %d acknowledged commits, none lost, seed %d%n",
        rounds, kills.acknowledged(), seed);
  }

  @Test
  void everythingANodeRemembersIsThereAfterEveryKill() throws Exception {
    KillRounds kills = new KillRounds(temp.resolve("store"), "SYNCED", What.MEMORY, random);
    assertThat(kills.kill(Fate.STAYS_UP)).as("seed %d", seed).isEmpty();
    assertThat(kills.kill(Fate.LOSES_POWER)).as("seed %d", seed).isEmpty();
    try (NodeMemory memory = new NodeMemory(H2LedgerStore.open(temp.resolve("store")))) {
      assertThat(memory.under("key/"))
          .hasSizeGreaterThanOrEqualTo(kills.acknowledged())
          .allMatch(remembered -> remembered.version() == 7);
    }
  }

  @Test
  void aStoreThatWritesLateIsCaughtWhenItsProcessIsKilled() throws Exception {
    assertThat(firstLoss("LATE_WRITE", Fate.STAYS_UP)).isNotEmpty();
  }

  @Test
  void aStoreThatSyncsLateIsCaughtWhenPowerIsLost() throws Exception {
    assertThat(firstLoss("LATE_SYNC", Fate.LOSES_POWER)).isNotEmpty();
  }

  @Test
  void aStoreThatSyncsBeforeItWritesIsCaughtWhenPowerIsLost() throws Exception {
    assertThat(firstLoss("EARLY_SYNC", Fate.LOSES_POWER)).isNotEmpty();
  }

  private List<String> firstLoss(String disk, Fate fate) throws IOException, InterruptedException {
    KillRounds kills = new KillRounds(temp.resolve("store"), disk, What.STORE, random);
    for (int round = 0; round < CANARY_ROUNDS; round++) {
      List<String> lost = kills.kill(fate);
      if (!lost.isEmpty()) {
        System.out.printf("kill test: %s caught, %d lost%n", disk, lost.size());
        return lost;
      }
    }
    return List.of();
  }
}
