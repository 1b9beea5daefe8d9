package io.webgateway.agent.admission;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.CommitOutcome;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.rules.Refusal;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An operator's door: one thread decides submissions in the order of their arrival, up to {@value
 * #MAX_BATCH} at a time, and commits each batch in one step. The order of receipts is therefore the
 * order of commits, and one sync to disk serves a whole batch.
 *
 * <p>At most {@value #MAX_WAITING} submissions wait; one more is refused with a {@link
 * StoreException}, and the caller may try again.
 */
public final class LedgerDoor implements Door, AutoCloseable {
  static final int MAX_BATCH = 64;
  static final int MAX_WAITING = 1_024;
  private static final int MAX_ATTEMPTS = 5;

  /** A commit holds 128 writes; one submission adds at most about half as many. */
  private static final int FULL = 64;

  private final LedgerStore store;
  private final SigningKey operatorKey;
  private final ReceiptClock clock;
  private final List<SubmissionCheck> checks;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread decider;
  private volatile boolean closed;

  /**
   * Opens the door.
   *
   * @param store the ledger's store
   * @param operatorKey signs receipts
   * @param clock the operator's clock
   * @param checks what this agent asks beyond the rules
   */
  public LedgerDoor(
      LedgerStore store,
      SigningKey operatorKey,
      InstantSource clock,
      List<SubmissionCheck> checks) {
    this.store = store;
    this.operatorKey = operatorKey;
    this.clock = new ReceiptClock(clock, lastReceipt(store));
    this.checks = List.copyOf(checks);
    this.decider = Thread.ofPlatform().name("ledger-door").daemon().start(this::decideAll);
  }

  @Override
  public SubmitOutcome submit(Submission submission) {
    return await(new Waiting(new Request.Submit(submission), new CompletableFuture<>()));
  }

  @Override
  public SubmitOutcome rehearse(Submission submission) {
    return await(new Waiting(new Request.Rehearse(submission), new CompletableFuture<>()));
  }

  @Override
  public SubmitOutcome rehearse(LedgerRecord draft) {
    return await(new Waiting(new Request.Draft(draft), new CompletableFuture<>()));
  }

  @Override
  public void close() {
    closed = true;
    decider.interrupt();
    try {
      decider.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.forEach(w -> w.outcome.completeExceptionally(new StoreException("The door is closed")));
  }

  private sealed interface Request {
    record Submit(Submission submission) implements Request {}

    record Rehearse(Submission submission) implements Request {}

    record Draft(LedgerRecord record) implements Request {}
  }

  private record Waiting(Request request, CompletableFuture<SubmitOutcome> outcome) {}

  private SubmitOutcome await(Waiting waiting) {
    if (closed || !queue.offer(waiting)) {
      throw new StoreException("The ledger is busy; try again in a moment");
    }
    try {
      return waiting.outcome.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException known
          ? known
          : new StoreException("The submission failed", e);
    }
  }

  private void decideAll() {
    while (!closed) {
      try {
        List<Waiting> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        decide(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void decide(List<Waiting> batch) {
    Deque<Waiting> waiting = new ArrayDeque<>(batch);
    while (!waiting.isEmpty()) {
      List<Waiting> chunk = new ArrayList<>();
      try {
        if (!commit(waiting, chunk)) {
          chunk.forEach(this::decideAlone);
        }
      } catch (RuntimeException e) {
        chunk.forEach(w -> w.outcome.completeExceptionally(e));
      }
    }
  }

  private void decideAlone(Waiting waiting) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (commit(new ArrayDeque<>(List.of(waiting)), new ArrayList<>())) {
        return;
      }
    }
    waiting.outcome.complete(
        new SubmitOutcome.Refused(
            List.of(
                Refusal.conflict(
                    "changed-meanwhile",
                    "",
                    "Others changed the same things at the same time",
                    "Try again"))));
  }

  /**
   * Decides as many of those waiting as one commit may hold, and commits them; false when another
   * operator was faster.
   *
   * @param waiting in the order of arrival; what was decided is taken out
   * @param chunk gets what was taken out
   */
  private boolean commit(Deque<Waiting> waiting, List<Waiting> chunk) {
    DoorView view = new DoorView(store);
    CommitPlan plan = new CommitPlan(view);
    BatchDecision decision = new BatchDecision(view, plan, operatorKey, clock, checks);
    List<SubmitOutcome> outcomes = new ArrayList<>();
    while (!waiting.isEmpty() && plan.size() < FULL && view.conditions().size() < FULL) {
      chunk.add(waiting.removeFirst());
      outcomes.add(decide(chunk.getLast().request, decision, view, plan));
    }
    view.countedUsage().forEach(usage -> plan.put(usage, clock.preview().toString()));
    if (!decision.acceptedAny() || committed(plan, view)) {
      for (int i = 0; i < outcomes.size(); i++) {
        chunk.get(i).outcome.complete(outcomes.get(i));
      }
      return true;
    }
    return false;
  }

  private static SubmitOutcome decide(
      Request request, BatchDecision decision, DoorView view, CommitPlan plan) {
    var staged = view.mark();
    Map<String, Commit.Write> writes = plan.mark();
    return switch (request) {
      case Request.Submit r -> {
        SubmitOutcome outcome = decision.decide(r.submission());
        if (outcome instanceof SubmitOutcome.Refused) {
          view.reset(staged);
          plan.reset(writes);
        }
        yield outcome;
      }
      case Request.Rehearse r -> {
        SubmitOutcome outcome = decision.rehearse(r.submission());
        view.reset(staged);
        plan.reset(writes);
        yield outcome;
      }
      case Request.Draft r -> decision.rehearse(r.record());
    };
  }

  private boolean committed(CommitPlan plan, DoorView view) {
    return switch (store.commit(new Commit(view.conditions(), plan.writes()))) {
      case CommitOutcome.Committed done -> true;
      case CommitOutcome.Conflict conflict -> false;
    };
  }

  private static Instant lastReceipt(LedgerStore store) {
    return store
        .get(StoreKeys.RECEIPT_CLOCK)
        .map(StoreEntry::value)
        .map(Instant::parse)
        .orElse(Instant.EPOCH);
  }
}
