package io.webgateway.agent.reconcile;

import io.webgateway.agent.admission.Door;
import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.ledger.Belief;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.status.Condition;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is so equal to what should be: believes the ledger, decides what is served, hands the
 * data plane a table, and says what came of it. One thread of its own; changes that come while it
 * works are taken together in the next round. Until the node is enrolled it serves nothing; without
 * the ledger it serves what it last believed.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final long ROUND_MILLIS = 5_000;
  private static final int ROUNDS_BETWEEN_FULL_LOOKS = 12;

  private final Ports ports;
  private final Belief belief;
  private final PoolBelief pool;
  private final StatusPublisher publisher;
  private final Set<String> dirty = ConcurrentHashMap.newKeySet();
  private final Semaphore wake = new Semaphore(0);
  private final Map<String, LedgerStore.Watch> watches = new HashMap<>();
  private final Set<String> onBoard = new HashSet<>();
  private final Thread thread;
  private volatile LedgerState state = LedgerState.NOTHING_YET;
  private volatile Optional<RouteTable> table = Optional.empty();
  private volatile boolean closed;
  private List<RouteInputs> lastInputs = List.of();
  private Optional<ApplyReport> lastReport = Optional.empty();
  private final AtomicInteger roundsUntilFullLook = new AtomicInteger();
  private long version;

  /**
   * What the reconciler works with.
   *
   * @param belief what this node believes; no other thread may use it
   * @param store the ledger
   * @param statuses takes signed statuses
   * @param nodeKey signs them
   * @param poolKey opens sealed parts
   * @param listeners what is bound once the node is enrolled
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
    this.publisher = new StatusPublisher(ports.statuses(), ports.store(), ports.nodeKey());
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
    return table;
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
    watches.values().forEach(LedgerStore.Watch::close);
  }

  private void work() {
    while (!closed) {
      try {
        round();
        if (wake.tryAcquire(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("A round of reconciliation failed; the last table serves on", e);
        roundsUntilFullLook.set(0);
      }
    }
  }

  private void round() {
    boolean reachable = look();
    Instant now = ports.clock().instant();
    Map<String, Subject> subjects = new TreeMap<>();
    pool.subjects().forEach(s -> subjects.put(s.path(), s));
    Map<String, Service> services = new TreeMap<>();
    subjects.forEach((path, s) -> services.put(path, Service.of(s, this::refusedBackend, now)));
    RoutePicture picture = picture(subjects, services);
    lastReport = Optional.of(apply(picture));
    tell(subjects, services, picture, now);
    state =
        new LedgerState(
            pool.node().map(NodeBody::pool),
            pool.node().map(NodeBody::provider),
            reachable,
            reachable ? now : state.verifiedAt(),
            divergences(),
            lastReport);
  }

  /** Asks the ledger what is new; false when it cannot be asked. */
  private boolean look() {
    try {
      watchWhatConcernsUs();
      List<String> changed = new ArrayList<>(dirty);
      dirty.removeAll(changed);
      if (roundsUntilFullLook.getAndDecrement() <= 0) {
        roundsUntilFullLook.set(ROUNDS_BETWEEN_FULL_LOOKS);
        pool.refreshAll();
      } else {
        pool.refresh(changed);
      }
      watchWhatConcernsUs();
      return true;
    } catch (StoreException e) {
      LOG.warn("The ledger cannot be asked; the last verified state serves on: {}", e.getMessage());
      roundsUntilFullLook.set(0);
      return false;
    }
  }

  private void watchWhatConcernsUs() {
    watches.values().removeIf(watch -> watch.failure().isPresent());
    watch(RecordKey.GENESIS.text());
    watch(RecordKey.node(ports.nodeKey().identity()).text());
    pool.node()
        .ifPresent(
            node -> {
              watch(RecordKey.pool(node.pool()).text());
              watch(StoreKeys.atPool(node.pool()));
              watch("grant/" + node.provider().value() + "/");
            });
  }

  private void watch(String prefix) {
    watches.computeIfAbsent(
        prefix, _ -> ports.store().watch(prefix, ports.store().revision(), this::changed));
  }

  private void changed(StoreChange change) {
    dirty.add(
        switch (change) {
          case StoreChange.Written written -> written.entry().key();
          case StoreChange.Removed removed -> removed.key();
        });
    wake.release();
  }

  private Optional<String> refusedBackend(String address) {
    return switch (ports.backendPolicy().get().decideText(address)) {
      case BackendPolicy.Verdict.Allowed _ -> Optional.empty();
      case BackendPolicy.Verdict.Refused refused -> Optional.of(refused.reason());
    };
  }

  private RoutePicture picture(Map<String, Subject> subjects, Map<String, Service> services) {
    Map<String, Service.Serve> served = new TreeMap<>();
    Map<String, String> owners = new HashMap<>();
    services.forEach(
        (path, service) -> {
          if (service instanceof Service.Serve serve) {
            served.put(path, serve);
            owners.put(path, owner(subjects, path).value());
          }
        });
    return RoutePicture.of(served, owners, ports.desk());
  }

  private static IdentityId owner(Map<String, Subject> subjects, String path) {
    Subject subject = subjects.get(path);
    if (subject == null) {
      throw new IllegalStateException("Every service has a subject: " + path);
    }
    return subject.workload().record().signer().identity();
  }

  /** Hands the data plane a table, unless nothing has changed and all listeners are bound. */
  private ApplyReport apply(RoutePicture picture) {
    List<Listener> listeners = pool.node().isPresent() ? ports.listeners() : List.of();
    RouteInputs inputs =
        new RouteInputs(
            version,
            listeners,
            picture.routes(),
            picture.certificates(),
            ports.backendPolicy().get());
    if (lastReport.isPresent() && lastInputs.equals(List.of(inputs)) && allBound()) {
      return lastReport.get();
    }
    version++;
    RouteInputs next =
        new RouteInputs(
            version, listeners, inputs.routes(), inputs.certificates(), inputs.backendPolicy());
    RouteTable compiled = RouteTableCompiler.compile(next);
    ApplyReport report = ports.engine().apply(compiled);
    table = Optional.of(compiled);
    lastInputs = List.of(next);
    LOG.info(
        "Route table {} serves {} workloads with {} certificates",
        version,
        next.routes().size(),
        next.certificates().size());
    return report;
  }

  private boolean allBound() {
    return lastReport
        .map(
            report ->
                report.listeners().values().stream()
                    .noneMatch(ListenerState.Failed.class::isInstance))
        .orElse(false);
  }

  private void tell(
      Map<String, Subject> subjects,
      Map<String, Service> services,
      RoutePicture picture,
      Instant now) {
    Conditions conditions = new Conditions(now);
    services.forEach(
        (path, service) -> {
          Subject subject = subjects.get(path);
          if (subject != null) {
            tell(subject, service, conditions, picture, now);
          }
        });
  }

  private void tell(
      Subject subject, Service service, Conditions conditions, RoutePicture picture, Instant now) {
    String path = subject.path();
    List<Condition> told =
        switch (service) {
          case Service.End _ -> List.of();
          case Service.Withhold withheld -> conditions.of(withheld);
          case Service.Serve serve ->
              conditions.of(
                  path,
                  RoutePicture.patterns(serve),
                  provision(subject, picture),
                  lastReport.orElseThrow());
        };
    if (told.isEmpty()) {
      end(path);
      return;
    }
    onBoard.add(path);
    ports.board().publish(path, subject.workload().record().signer().identity(), told);
    belief
        .remembered(RecordKey.GENESIS)
        .ifPresent(
            genesis ->
                publisher.say(subject, ports.board().conditions(path), ledgerId(subject), now));
  }

  private static String ledgerId(Subject subject) {
    return subject.workload().record().ledger();
  }

  private static Provision provision(Subject subject, RoutePicture picture) {
    return picture
        .provisions()
        .getOrDefault(
            subject.workload().record().signer().identity().value(),
            new Provision(List.of(), List.of()));
  }

  private void end(String path) {
    if (onBoard.remove(path)) {
      ports.board().remove(path);
    }
    publisher.forget(path);
  }

  private Map<String, String> divergences() {
    Map<String, String> texts = new TreeMap<>();
    belief.divergences().forEach((key, text) -> texts.put(key.text(), text));
    return texts;
  }
}
