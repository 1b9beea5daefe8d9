package io.webgateway.agent.ledger;

import static io.webgateway.agent.ledger.LedgerStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hostile store is honest until it is told to lie, and then lies exactly as told. */
final class HostileLedgerStoreIT implements LedgerStoreContract {
  @TempDir private Path temp;
  private HostileLedgerStore store;

  @BeforeEach
  void openStore() {
    store = HostileLedgerStore.around(H2LedgerStore.open(temp.resolve("store")));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  public LedgerStore store() {
    return store;
  }

  @Override
  public LedgerStore reopened() {
    store.close();
    openStore();
    return store;
  }

  @Test
  void deletedKeysAreGoneForReadersAndWatchersUntilItBehaves() {
    long revision = write(store, new Put("name/a", "1"), new Put("name/b", "1"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("name/", revision, seen)) {
      store.delete("name/a");
      assertThat(store.get("name/a")).isEmpty();
      assertThat(store.range("name/", "", 1)).extracting(StoreEntry::key).containsExactly("name/b");
      assertThat(seen.all()).containsExactly(new StoreChange.Removed("name/a", revision));
      store.behave();
      assertThat(store.get("name/a")).isPresent();
      assertThat(seen.all())
          .last()
          .isEqualTo(new StoreChange.Written(new StoreEntry("name/a", "1", revision)));
    }
  }

  @Test
  void aRolledBackKeyHasItsOlderValueEvenAfterItChanges() {
    long first = write(store, new Put("name/a", "1"));
    long second = write(store, new Put("name/a", "2"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("name/", second, seen)) {
      store.rollBack("name/a");
      write(store, new Put("name/a", "3"));
      StoreEntry old = new StoreEntry("name/a", "1", first);
      assertThat(store.get("name/a")).contains(old);
      assertThat(store.range("", "", 10)).containsExactly(old);
      seen.until(List.of(new StoreChange.Written(old), new StoreChange.Written(old))::equals);
    }
  }

  @Test
  void aForkedKeyHasAnotherValueAtTheSameRevision() {
    long revision = write(store, new Put("name/a", "mine"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("name/", revision, seen)) {
      store.fork("name/a", "theirs");
      StoreEntry forked = new StoreEntry("name/a", "theirs", revision);
      assertThat(store.get("name/a")).contains(forked);
      assertThat(seen.all()).containsExactly(new StoreChange.Written(forked));
    }
  }

  @Test
  void reorderedChangesComeLastFirst() {
    store.reorder(3);
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("", 0, seen)) {
      write(store, new Put("a", "1"), new Put("b", "1"), new Put("c", "1"));
      assertThat(seen.until(changes -> changes.size() == 3))
          .extracting(StoreChange::key)
          .containsExactly("c", "b", "a");
    }
  }

  @Test
  void delayedChangesComeWhenTheyAreReleased() {
    store.delay("slow/");
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("", 0, seen)) {
      write(store, new Put("slow/a", "1"), new Put("z", "1"));
      assertThat(seen.until(changes -> !changes.isEmpty()))
          .extracting(StoreChange::key)
          .containsExactly("z");
      store.release();
      assertThat(seen.all()).extracting(StoreChange::key).containsExactly("z", "slow/a");
    }
  }

  @Test
  void anUnreachableStoreFailsEveryCallUntilItBehaves() {
    write(store, new Put("a", "1"));
    store.unreachable();
    assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> write(store, new Put("a", "2"))).isInstanceOf(StoreException.class);
    store.behave();
    assertThat(store.get("a")).map(StoreEntry::value).contains("1");
  }
}
