package io.webgateway.agent.ledger.h2;

import static io.webgateway.agent.ledger.LedgerStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.ledger.Commit.Write.Delete;
import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.LedgerStoreContract;
import io.webgateway.agent.ledger.SeenChanges;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded engine keeps the contract, and what only it promises: its files and its failures.
 */
final class H2LedgerStoreIT implements LedgerStoreContract {
  @TempDir private Path temp;
  private LedgerStore store;

  @BeforeEach
  void openStore() {
    store = H2LedgerStore.open(directory());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private Path directory() {
    return temp.resolve("ledger");
  }

  private Path journal() {
    return directory().resolve(Journal.NAME);
  }

  private Path indexFile() {
    return directory().resolve("index.mv.db");
  }

  @Override
  public LedgerStore store() {
    return store;
  }

  @Override
  public LedgerStore reopened() {
    store.close();
    store = H2LedgerStore.open(directory());
    return store;
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    write(store, new Put("a", "1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(files)
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void aSecondOpeningIsRefusedAndNamesTheHolder() {
    assertThatThrownBy(() -> H2LedgerStore.open(directory()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining(directory().resolve("lock").toString());
    write(store, new Put("a", "1"));
  }

  @Test
  void aMissingIndexIsBuiltFromTheJournal() throws IOException {
    fill(store, 50);
    List<StoreEntry> before = store.range("", "", 1000);
    store.close();
    Files.delete(indexFile());
    store = H2LedgerStore.open(directory());
    assertThat(store.range("", "", 1000)).isEqualTo(before);
    assertThat(store.revision()).isEqualTo(52);
  }

  @Test
  void aDamagedIndexIsBuiltFromTheJournal() throws IOException {
    fill(store, 50);
    List<StoreEntry> before = store.range("", "", 1000);
    store.close();
    Files.writeString(indexFile(), "not a database".repeat(1000));
    store = H2LedgerStore.open(directory());
    assertThat(store.range("", "", 1000)).isEqualTo(before);
  }

  @Test
  void anIndexThatIsBehindCatchesUp() throws IOException {
    fill(store, 20);
    store.close();
    byte[] old = Files.readAllBytes(indexFile());
    store = H2LedgerStore.open(directory());
    write(store, new Put("k/3", "newer"), new Delete("k/4"));
    List<StoreEntry> before = store.range("", "", 1000);
    store.close();
    Files.write(indexFile(), old);
    store = H2LedgerStore.open(directory());
    assertThat(store.range("", "", 1000)).isEqualTo(before);
    assertThat(store.revision()).isEqualTo(23);
  }

  private static void fill(LedgerStore store, int keys) {
    for (int i = 0; i < keys; i++) {
      write(store, new Put("k/" + i, "value " + i));
    }
    write(store, new Put("k/0", "changed"));
    write(store, new Delete("k/1"));
  }

  @Test
  void aTornTailIsCutOffAndEverythingBeforeItIsThere() throws IOException {
    fill(store, 5);
    List<StoreEntry> before = store.range("", "", 1000);
    long good = Files.size(journal());
    write(store, new Put("torn", "x".repeat(100)));
    store.close();
    byte[] whole = Files.readAllBytes(journal());
    for (int length = (int) good; length < whole.length; length += 7) {
      Files.delete(indexFile());
      Files.write(journal(), Arrays.copyOf(whole, length));
      store = H2LedgerStore.open(directory());
      assertThat(store.range("", "", 1000)).isEqualTo(before);
      assertThat(Files.size(journal())).isEqualTo(good);
      store.close();
    }
  }

  @Test
  void aTailOfZeroesIsCutOff() throws IOException {
    fill(store, 5);
    List<StoreEntry> before = store.range("", "", 1000);
    store.close();
    Files.write(journal(), new byte[8192], StandardOpenOption.APPEND);
    store = H2LedgerStore.open(directory());
    assertThat(store.range("", "", 1000)).isEqualTo(before);
    long next = write(store, new Put("after", "1"));
    assertThat(reopened().get("after")).map(StoreEntry::revision).contains(next);
  }

  @Test
  void damageInTheMiddleIsRefusedAndNothingIsCut() throws IOException {
    fill(store, 30);
    store.close();
    byte[] before = flip(journal(), Files.size(journal()) / 2);
    Files.delete(indexFile());
    assertThatThrownBy(() -> H2LedgerStore.open(directory()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged at byte");
    assertThat(Files.readAllBytes(journal())).isEqualTo(before);
  }

  private static byte[] flip(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) ~one.get(0)).rewind();
      channel.write(one, position);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void aJournalThatLostItsEndIsRefused() throws IOException {
    fill(store, 5);
    long good = Files.size(journal());
    fill(store, 5);
    store.close();
    Files.write(journal(), Arrays.copyOf(Files.readAllBytes(journal()), (int) good));
    assertThatThrownBy(() -> H2LedgerStore.open(directory()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the index has seen it up to");
  }

  @Test
  void aMissingJournalBesideAnIndexIsRefused() throws IOException {
    write(store, new Put("a", "1"));
    store.close();
    Files.delete(journal());
    assertThatThrownBy(() -> H2LedgerStore.open(directory()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void aJournalOfManyReplacedValuesIsRewrittenAndLosesNothing() throws IOException {
    store.close();
    store = H2LedgerStore.open(directory(), JournalDisk.SYNCED, 50_000);
    long gone = write(store, new Put("k/gone", "1"), new Put("k/stays", "1"));
    write(store, new Delete("k/gone"));
    SeenChanges seen = new SeenChanges();
    long last = 0;
    try (LedgerStore.Watch _ = store.watch("k/", 0, seen)) {
      for (int i = 0; i < 300; i++) {
        last = write(store, new Put("k/" + i % 7, i + "x".repeat(1000)));
      }
      seen.untilRevision(last);
    }
    assertThat(Files.size(journal())).isLessThan(120_000);
    List<StoreEntry> before = store.range("", "", 1000);
    assertThat(before).hasSize(8);
    assertThat(reopened().range("", "", 1000)).isEqualTo(before);
    store.close();
    Files.delete(indexFile());
    store = H2LedgerStore.open(directory());
    assertThat(store.range("", "", 1000)).isEqualTo(before);
    assertThat(store.revision()).isEqualTo(last);
    SeenChanges late = new SeenChanges();
    try (LedgerStore.Watch _ = store.watch("k/gone", gone, late)) {
      assertThat(late.untilRevision(gone + 1))
          .containsExactly(new StoreChange.Removed("k/gone", gone + 1));
    }
  }

  @Test
  void aFullDiskRefusesTheCommitAndTheStoreGoesOn() {
    AtomicBoolean full = new AtomicBoolean();
    store.close();
    store = H2LedgerStore.open(directory(), new FillingDisk(full), 1 << 20);
    long before = write(store, new Put("a", "1"));
    full.set(true);
    assertThatThrownBy(() -> write(store, new Put("b", "1")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing was written");
    full.set(false);
    assertThat(store.get("b")).isEmpty();
    assertThat(write(store, new Put("c", "1"))).isEqualTo(before + 1);
    assertThat(reopened().range("", "", 10)).extracting(StoreEntry::key).containsExactly("a", "c");
  }

  /** Takes half of what it is given while it is full. */
  private record FillingDisk(AtomicBoolean full) implements JournalDisk {
    @Override
    public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
      if (full.get()) {
        JournalDisk.SYNCED.append(file, bytes.slice(0, bytes.remaining() / 2), position);
        throw new IOException("No space left on device");
      }
      JournalDisk.SYNCED.append(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) throws IOException {
      JournalDisk.SYNCED.sync(file);
    }
  }

  @Test
  void aFailedSyncIsNeverAnsweredAndStopsTheStoreUntilItIsReopened() {
    AtomicBoolean failing = new AtomicBoolean();
    store.close();
    store = H2LedgerStore.open(directory(), new FailingSync(failing), 1 << 20);
    write(store, new Put("a", "1"));
    failing.set(true);
    assertThatThrownBy(() -> write(store, new Put("b", "1")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("fate is unknown");
    failing.set(false);
    assertThatThrownBy(() -> write(store, new Put("c", "1")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("until it is opened again");
    assertThat(store.get("a")).isPresent();
    assertThat(store.get("b")).isEmpty();
    LedgerStore again = reopened();
    assertThat(again.get("a")).isPresent();
    assertThat(again.get("c")).isEmpty();
    write(again, new Put("c", "1"));
  }

  /** Cannot sync while it is failing. */
  private record FailingSync(AtomicBoolean failing) implements JournalDisk {
    @Override
    public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
      JournalDisk.SYNCED.append(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) throws IOException {
      if (failing.get()) {
        throw new IOException("Input/output error");
      }
      JournalDisk.SYNCED.sync(file);
    }
  }

  @Test
  void interruptedReadersDoNotHarmTheStore() throws InterruptedException {
    fill(store, 200);
    for (int i = 0; i < 50; i++) {
      Thread reader = Thread.ofPlatform().start(() -> readSwallowing(store));
      reader.interrupt();
      reader.join();
    }
    write(store, new Put("after", "1"));
    assertThat(store.range("", "", 1000)).hasSize(200);
    assertThat(reopened().get("after")).isPresent();
  }

  private static void readSwallowing(LedgerStore store) {
    try {
      store.range("", "", 1000);
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining("cannot be asked");
    }
  }
}
