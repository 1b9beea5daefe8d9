package io.webgateway.agent.ledger;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A watch's consumer that keeps what it was told. */
public final class SeenChanges implements Consumer<StoreChange> {
  private final List<StoreChange> changes = new ArrayList<>();

  @Override
  public synchronized void accept(StoreChange change) {
    changes.add(change);
  }

  /** What was reported so far. */
  public synchronized List<StoreChange> all() {
    return List.copyOf(changes);
  }

  /** Waits until what was reported is as wanted, and returns it. */
  public List<StoreChange> until(Predicate<List<StoreChange>> wanted) {
    return await().atMost(Duration.ofSeconds(30)).until(this::all, wanted);
  }

  /** Waits until a change with the revision was reported, and returns all. */
  public List<StoreChange> untilRevision(long revision) {
    return until(seen -> !seen.isEmpty() && seen.getLast().revision() >= revision);
  }
}
