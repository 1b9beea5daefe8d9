package io.webgateway.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LateLedgerStoreTest {
  @Test
  void cannotBeAskedBeforeItIsOpenAndIsTheOpenedOneAfterwards() {
    LateLedgerStore late = new LateLedgerStore();
    assertThatThrownBy(() -> late.get("name/blog")).isInstanceOf(StoreException.class);
    assertThatThrownBy(late::revision).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> late.watch("name/", 0, change -> {}))
        .isInstanceOf(StoreException.class);
    late.open(new SevenCommits());
    assertThat(late.revision()).isEqualTo(7);
    assertThat(late.get("name/blog")).isEmpty();
    late.close();
    assertThatThrownBy(late::revision).isInstanceOf(StoreException.class);
  }

  private static final class SevenCommits implements LedgerStore {
    @Override
    public Optional<StoreEntry> get(String key) {
      return Optional.empty();
    }

    @Override
    public List<StoreEntry> range(String prefix, String after, int limit) {
      return List.of();
    }

    @Override
    public CommitOutcome commit(Commit commit) {
      throw new StoreException("it is only read");
    }

    @Override
    public long revision() {
      return 7;
    }

    @Override
    public Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer) {
      throw new StoreException("it never changes");
    }

    @Override
    public void close() {}
  }
}
