package io.webgateway.agent.reconcile;

import io.webgateway.agent.admission.Door;
import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.ledger.Belief;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes what is so equal to what should be: believes the ledger, decides what is served, hands the
 * data plane a table, and says what came of it. One thread of its own; changes that come while it
 * works are taken together in the next round. Until the node is enrolled it serves nothing; without
 * the ledger it serves what it last believed.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final long ROUND_MILLIS = 5_000;

  /** A backend that fell is told of within this, and half a second for whoever looks. */
  private static final long HEALTH_LOOK_MILLIS = 250;

  private static final int ROUNDS_BETWEEN_FULL_LOOKS = 12;

  private final Ports ports;
  private final Belief belief;
  private final PoolBelief pool;
  private final LedgerWatches watches;
  private final TableHandOver handOver;
  private final HealthTelling telling;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile LedgerState state = LedgerState.NOTHING_YET;
  private volatile boolean closed;
  private final AtomicInteger roundsUntilFullLook = new AtomicInteger();

  /**
   * What the reconciler works with.
   *
   * @param belief what this node believes; no other thread may use it
   * @param store the ledger
   * @param statuses takes signed statuses
   * @param nodeKey signs them
   * @param poolKey opens sealed parts
   * @param listeners what is bound once the node is enrolled
   * @param forward where the ports of workloads are bound; empty when none are
   * @param backendPolicy which backends may be reached now
   * @param desk sees to certificates
   * @param engine the data plane
   * @param board where conditions are shown
   * @param clock the node's clock
   */
  public record Ports(
      Belief belief,
      LedgerStore store,
      Door statuses,
      SigningKey nodeKey,
      DecryptionKey poolKey,
      List<Listener> listeners,
      Optional<InetAddress> forward,
      Supplier<PrefixBackendPolicy> backendPolicy,
      CertificateDesk desk,
      ProxyEngine engine,
      StatusBoard board,
      InstantSource clock) {
    /** Copies the list. */
    public Ports {
      listeners = List.copyOf(listeners);
    }
  }

  /** Makes one; {@link #start} sets it to work. */
  public Reconciler(Ports ports) {
    this.ports = ports;
    this.belief = ports.belief();
    this.pool = new PoolBelief(belief, ports.store(), ports.nodeKey().identity(), ports.poolKey());
    this.watches = new LedgerWatches(ports.store(), wake::release);
    this.handOver = new TableHandOver(ports.engine());
    this.telling =
        new HealthTelling(
            new ConditionTeller(
                ports.board(),
                new StatusPublisher(ports.statuses(), ports.store(), ports.nodeKey())),
            ports.engine()::health,
            ports.engine().drains()::all);
    this.thread = Thread.ofPlatform().name("reconcile").daemon().unstarted(this::work);
  }

  /** Starts the rounds. */
  public void start() {
    thread.start();
  }

  /** Asks for a round soon: something outside the ledger has changed, such as a certificate. */
  public void wake() {
    wake.release();
  }

  /** The table that serves now; empty before the first. */
  public Optional<RouteTable> table() {
    return handOver.table();
  }

  /** Asks for a round soon that compares everything with the ledger. */
  public void lookAtEverything() {
    roundsUntilFullLook.set(0);
    wake.release();
  }

  /** How the node stands with its ledger. */
  public LedgerState state() {
    return state;
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watches.close();
  }

  private void work() {
    while (!closed) {
      try {
        round();
      } catch (RuntimeException e) {
        LOG.error("A round of reconciliation failed; the last table serves on", e);
        roundsUntilFullLook.set(0);
      }
      try {
        awaitNextRound();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Until something asks for a round, or its time has come; backends are looked at meanwhile. */
  private void awaitNextRound() throws InterruptedException {
    for (long waited = 0; waited < ROUND_MILLIS; waited += HEALTH_LOOK_MILLIS) {
      if (wake.tryAcquire(HEALTH_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
        return;
      }
      try {
        telling.tellChanges(ports.clock().instant());
      } catch (RuntimeException e) {
        LOG.error("What has become of backends could not be told; the next round tells it", e);
        return;
      }
    }
  }

  private void round() {
    boolean reachable = look();
    Instant now = ports.clock().instant();
    Map<Subject, Service> services = new LinkedHashMap<>();
    pool.subjects().forEach(s -> services.put(s, Service.of(s, this::refusedBackend, now)));
    RoutePicture picture = RoutePicture.of(services, ports.desk());
    List<Listener> listeners = new ArrayList<>();
    if (pool.node().isPresent()) {
      listeners.addAll(ports.listeners());
      listeners.addAll(picture.portListeners(ports.forward()));
    }
    ApplyReport report = handOver.apply(listeners, picture, ports.backendPolicy().get());
    telling.tell(services, picture, report, now);
    state =
        new LedgerState(
            pool.node().map(NodeBody::pool),
            pool.node().map(NodeBody::provider),
            reachable,
            reachable ? now : state.verifiedAt(),
            divergences(),
            Optional.of(report));
  }

  /** Asks the ledger what is new; false when it cannot be asked. */
  private boolean look() {
    try {
      watchWhatConcernsUs();
      List<String> changed = watches.takeChanged();
      if (roundsUntilFullLook.getAndDecrement() <= 0) {
        roundsUntilFullLook.set(ROUNDS_BETWEEN_FULL_LOOKS);
        pool.refreshAll();
      } else {
        pool.refresh(changed);
      }
      watchWhatConcernsUs();
      return true;
    } catch (StoreException e) {
      // At the start nobody has waited for it: what is remembered serves first.
      LOG.atLevel(state.applied().isPresent() ? Level.WARN : Level.INFO)
          .log("The ledger cannot be asked; the last verified state serves: {}", e.getMessage());
      roundsUntilFullLook.set(0);
      return false;
    }
  }

  /**
   * A watch that begins now may have missed what came before: everything is looked at once more.
   */
  private void watchWhatConcernsUs() {
    List<String> prefixes = new ArrayList<>();
    prefixes.add(RecordKey.GENESIS.text());
    prefixes.add(RecordKey.node(ports.nodeKey().identity()).text());
    pool.node()
        .ifPresent(
            node -> {
              prefixes.add(RecordKey.pool(node.pool()).text());
              prefixes.add(StoreKeys.atPool(node.pool()));
              prefixes.add("grant/" + node.provider().value() + "/");
            });
    if (watches.ensure(prefixes)) {
      lookAtEverything();
    }
  }

  private Optional<String> refusedBackend(String address) {
    return switch (ports.backendPolicy().get().decideText(address)) {
      case BackendPolicy.Verdict.Allowed _ -> Optional.empty();
      case BackendPolicy.Verdict.Refused refused -> Optional.of(refused.reason());
    };
  }

  private Map<String, String> divergences() {
    Map<String, String> texts = new TreeMap<>();
    belief.divergences().forEach((key, text) -> texts.put(key.text(), text));
    return texts;
  }
}
