package io.webgateway.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.webgateway.agent.ledger.NodeMemory.Remembered;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node never believes less than it believed before. */
final class NodeMemoryIT {
  private static final Remembered SECOND =
      new Remembered("name/blog", 2, "hash-b", "record\nreceipt");

  @TempDir private Path temp;
  private NodeMemory memory;

  @BeforeEach
  void open() {
    memory = new NodeMemory(H2LedgerStore.open(temp.resolve("memory")));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static Remembered blog(long version, String hash) {
    return new Remembered("name/blog", version, hash, "record " + version);
  }

  @Test
  void whatWasRememberedIsThereAfterReopening() {
    Remembered workload =
        new Remembered("workload/blog/1", 7, "h", "r".repeat(8192) + "\n" + "s".repeat(65536));
    Remembered empty = new Remembered("at/pool/blog/1", 0, "h", "");
    memory.remember(List.of(SECOND, workload, empty));
    close();
    open();
    assertThat(memory.get("name/blog")).contains(SECOND);
    assertThat(memory.under("")).containsExactly(empty, SECOND, workload);
    assertThat(memory.under("workload/")).containsExactly(workload);
    assertThat(memory.get("name/other")).isEmpty();
  }

  @Test
  void aHigherVersionReplacesALowerOne() {
    memory.remember(List.of(SECOND));
    memory.remember(List.of(blog(9, "hash-z")));
    assertThat(memory.get("name/blog")).contains(blog(9, "hash-z"));
  }

  @Test
  void aLowerVersionIsRefusedAlsoAfterReopening() {
    memory.remember(List.of(SECOND));
    close();
    open();
    assertThatThrownBy(() -> memory.remember(List.of(blog(1, "hash-a"))))
        .asInstanceOf(type(LedgerWentBackException.class))
        .satisfies(
            e -> {
              assertThat(e.held()).isEqualTo(SECOND);
              assertThat(e.offered()).isEqualTo(blog(1, "hash-a"));
              assertThat(e.forked()).isFalse();
            });
    assertThat(memory.get("name/blog")).contains(SECOND);
  }

  @Test
  void anotherHashOfTheSameVersionIsRefused() {
    memory.remember(List.of(SECOND));
    assertThatThrownBy(() -> memory.remember(List.of(blog(2, "hash-c"))))
        .asInstanceOf(type(LedgerWentBackException.class))
        .matches(LedgerWentBackException::forked);
    assertThat(memory.get("name/blog")).contains(SECOND);
  }

  @Test
  void theSameRecordWithAnotherReceiptReplacesTheText() {
    memory.remember(List.of(SECOND));
    memory.remember(List.of(SECOND));
    Remembered receipted = new Remembered("name/blog", 2, "hash-b", "record\nanother receipt");
    memory.remember(List.of(receipted));
    assertThat(memory.get("name/blog")).contains(receipted);
  }

  @Test
  void oneRefusalRefusesAll() {
    memory.remember(List.of(SECOND));
    Remembered good = new Remembered("name/new", 1, "h", "text");
    assertThatThrownBy(() -> memory.remember(List.of(good, blog(1, "hash-a"))))
        .isInstanceOf(LedgerWentBackException.class);
    assertThat(memory.get("name/new")).isEmpty();
  }

  @Test
  void moreThanAPageIsReadWhole() {
    List<Remembered> many =
        IntStream.range(100, 600)
            .mapToObj(i -> new Remembered("name/n" + i, i, "h" + i, "text " + i))
            .toList();
    IntStream.range(0, 5).forEach(i -> memory.remember(many.subList(i * 100, i * 100 + 100)));
    assertThat(memory.under("name/")).isEqualTo(many);
  }

  @Test
  void threadsThatRememberAtOnceNeverGoBack() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 64; i++) {
        long version = i;
        threads.submit(
            () -> {
              try {
                memory.remember(List.of(blog(version, "hash" + version)));
              } catch (LedgerWentBackException e) {
                assertThat(e.held().version()).isGreaterThan(version);
              }
            });
      }
    }
    assertThat(memory.get("name/blog")).contains(blog(64, "hash64"));
  }

  @Test
  void aHashThatIsNotOneWordIsRefused() {
    assertThatThrownBy(() -> new Remembered("k", 1, "two words", "")).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> new Remembered("k", -1, "h", "")).isInstanceOf(Exception.class);
  }
}
