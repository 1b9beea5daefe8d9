package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shell of a table in a simulation: does what it is told without any network, keeps books of
 * its own and objects as soon as something does not fit them.
 */
final class FlowLedger {
  private static final int REMEMBERED = 4;

  /** What the books know of one flow. */
  static final class Account {
    final FlowKey key;
    final UdpRoute route;

    /** The how-maniest owner of the port was served when it began. */
    final int owner;

    final long startedNanos;
    final Deque<Packet> held = new ArrayDeque<>();
    int opening;
    int open;
    Cluster.@Nullable Endpoint endpoint;
    long lastNanos;
    long received;
    long sentBack;
    long toBackend;
    long toClient;
    long dropped;
    boolean answered;
    boolean proved;
    boolean ended;
    boolean waits;
    boolean mayWait;
    int openings;
    int mostHeld;
    long waitsSinceNanos;

    /** When it was last seen without a backend that it was told of. */
    long aloneSinceNanos;

    Account(FlowKey key, UdpRoute route, int owner, long nowNanos) {
      this.key = key;
      this.route = route;
      this.owner = owner;
      this.startedNanos = nowNanos;
      this.lastNanos = nowNanos;
    }
  }

  /** A datagram of a client. */
  static final class Packet {
    final FlowKey from;
    final int bytes;
    int sends;
    boolean counted;
    int lastUpstream;

    Packet(FlowKey from, int bytes) {
      this.from = from;
      this.bytes = bytes;
    }
  }

  /** A socket that is being opened, or is open. */
  record Upstream(Flow<Account> flow, int number, boolean open) {}

  /** Of flows that are not over. */
  final Map<Flow<Account>, Account> accounts = new LinkedHashMap<>();

  /** The last ones that are over. */
  final Deque<Flow<Account>> over = new ArrayDeque<>();

  final Map<String, Upstream> upstreams = new LinkedHashMap<>();
  final List<FlowEnd> ends = new ArrayList<>();
  private final Map<String, Integer> closed = new HashMap<>();
  private @Nullable UdpRoute route;
  private @Nullable Packet packet;
  private @Nullable Flow<Account> answerOf;
  private int answerBytes;
  private int dispositions;
  long nowNanos;
  int drops;
  int waits;
  private int owners;

  void serve(@Nullable UdpRoute next) {
    UdpRoute before = route;
    if (next == null || before == null || !next.workload().equals(before.workload())) {
      owners++;
    }
    route = next;
  }

  void expectClient(Packet next, long nanos) {
    packet = next;
    answerOf = null;
    dispositions = 0;
    nowNanos = nanos;
  }

  void expectBackend(Flow<Account> flow, int bytes, long nanos) {
    packet = null;
    answerOf = flow;
    answerBytes = bytes;
    dispositions = 0;
    nowNanos = nanos;
  }

  void expectNothing(long nanos) {
    packet = null;
    answerOf = null;
    dispositions = 0;
    nowNanos = nanos;
  }

  void check(int expectedDispositions) {
    require(
        dispositions == expectedDispositions,
        "a datagram has " + dispositions + " answers instead of " + expectedDispositions);
  }

  void take(FlowOutput<Account> output) {
    switch (output) {
      case FlowOutput.Begun<Account> begun -> begun(begun.flow());
      case FlowOutput.Open<Account> open -> opening(open);
      case FlowOutput.Close<Account> close -> close(close);
      case FlowOutput.ToBackend<Account> to -> toBackend(to.flow());
      case FlowOutput.ToClient<Account> to -> toClient(to.flow());
      case FlowOutput.Hold<Account> hold -> hold(hold.flow());
      case FlowOutput.SendHeld<Account> send -> sendHeld(send);
      case FlowOutput.ForgetHeld<Account> forget -> forget(forget.flow());
      case FlowOutput.DropOldest<Account> drop -> dropOldest(drop.flow().peer());
      case FlowOutput.DropHeld<Account> drop -> dropHeld(drop.flow());
      case FlowOutput.Waits<Account> waits -> waitBegins(waits.flow().peer());
      case FlowOutput.WaitsNoMore<Account> over -> waitsNoMore(over.flow().peer());
      case FlowOutput.Moved<Account> moved ->
          require(moved.flow().peer().openings > 1, "a flow moves that had no backend before");
      case FlowOutput.Drop<Account> drop -> drop(drop.reason());
      case FlowOutput.Ended<Account> ended -> ended(ended);
    }
  }

  private void begun(Flow<Account> flow) {
    Packet first = present(packet, "a flow begins without a datagram");
    UdpRoute served = present(route, "a flow begins without a route");
    require(flow.key.equals(first.from), "the flow is another client's");
    Account account = new Account(flow.key, served, owners, nowNanos);
    flow.attach(account);
    require(accounts.put(flow, account) == null, "the flow begins twice");
    FlowLimits limits = served.limits();
    require(count(served, null) <= limits.maxFlows(), "more flows than the workload may have");
    require(count(served, flow.key) <= limits.maxFlowsPerClient(), "more than a client may have");
  }

  /** Flows of a workload that are not over, of one client or of all. */
  long count(UdpRoute of, @Nullable FlowKey client) {
    return accounts.values().stream()
        .filter(a -> !a.ended && a.route.workload().equals(of.workload()))
        .filter(a -> client == null || a.key.client() == client.client())
        .count();
  }

  private void opening(FlowOutput.Open<Account> open) {
    Account account = open.flow().peer();
    require(account.opening == 0 && account.open == 0, "a second upstream beside the first");
    require(!account.ended, "an upstream for a flow that is over");
    account.opening = open.upstream();
    account.aloneSinceNanos = nowNanos;
    Upstream before =
        upstreams.put(
            name(open.flow(), open.upstream()), new Upstream(open.flow(), open.upstream(), false));
    require(before == null, "an upstream's number is used twice");
  }

  /** The simulation opens it. */
  void isOpen(Upstream upstream, Cluster.Endpoint endpoint) {
    upstreams.put(
        name(upstream.flow(), upstream.number()),
        new Upstream(upstream.flow(), upstream.number(), true));
    Account account = upstream.flow().peer();
    if (account.opening == upstream.number() && !account.ended) {
      account.opening = 0;
      account.open = upstream.number();
      account.endpoint = endpoint;
      if (route != null && route.cluster().endpoints().contains(endpoint)) {
        account.openings++;
      }
    }
  }

  /** The simulation does not open it. */
  void isNotOpen(Upstream upstream) {
    upstreams.remove(name(upstream.flow(), upstream.number()));
    Account account = upstream.flow().peer();
    if (account.opening == upstream.number()) {
      account.opening = 0;
      account.aloneSinceNanos = nowNanos;
    }
  }

  private void close(FlowOutput.Close<Account> close) {
    String name = name(close.flow(), close.upstream());
    Upstream upstream = present(upstreams.remove(name), "what is not open is closed");
    require(upstream.open(), "what is not open yet is closed");
    require(closed.merge(name, 1, Integer::sum) == 1, "an upstream is closed twice");
    Account account = close.flow().peer();
    if (account.open == close.upstream()) {
      account.open = 0;
      account.aloneSinceNanos = nowNanos;
    }
  }

  private void toBackend(Flow<Account> flow) {
    Packet current = present(packet, "nothing to send to a backend");
    dispositions++;
    Account account = flow.peer();
    require(account.key.equals(current.from), "a datagram in somebody else's flow");
    received(account, current);
    send(account, current);
    account.lastNanos = nowNanos;
  }

  private void send(Account account, Packet sent) {
    require(account.open != 0, "a datagram to no upstream");
    require(route != null && account.route.tenant().equals(route.tenant()), "another's backend");
    require(
        route != null && route.cluster().endpoints().contains(account.endpoint),
        "a datagram to an endpoint that is gone");
    sent.sends++;
    require(sent.sends <= 2 || account.mayWait, "a datagram is sent a third time");
    require(sent.lastUpstream < account.open, "a datagram is sent twice to one backend");
    sent.lastUpstream = account.open;
    if (!sent.counted) {
      sent.counted = true;
      account.toBackend++;
    }
  }

  private void received(Account account, Packet current) {
    account.proved |= account.answered;
    account.received += current.bytes;
  }

  private void toClient(Flow<Account> flow) {
    dispositions++;
    require(flow.equals(answerOf), "an answer to somebody else");
    Account account = flow.peer();
    require(!account.ended, "an answer in a flow that is over");
    account.answered = true;
    account.sentBack += answerBytes;
    account.toClient++;
    account.lastNanos = nowNanos;
    UdpRoute served = present(route, "an answer without a route");
    require(!served.limits().oneWay(), "an answer of a one-way service");
    int factor = served.limits().amplification();
    require(
        account.proved || factor == 0 || account.sentBack <= factor * account.received,
        "more goes back than may: " + account.sentBack + " for " + account.received);
  }

  private void hold(Flow<Account> flow) {
    Packet current = present(packet, "nothing to hold");
    dispositions++;
    Account account = flow.peer();
    require(account.key.equals(current.from), "a datagram held in somebody else's flow");
    received(account, current);
    account.held.add(current);
    account.lastNanos = nowNanos;
    int most = waits(account) ? HeldDatagrams.MAX_HELD_WAITING : HeldDatagrams.MAX_HELD;
    require(account.held.size() <= Math.max(most, account.mostHeld), "too many are held");
    account.mostHeld = account.held.size();
  }

  private void sendHeld(FlowOutput.SendHeld<Account> send) {
    Account account = send.flow().peer();
    require(!account.held.isEmpty(), "nothing held is sent");
    account.held.forEach(each -> send(account, each));
    if (!send.keep()) {
      account.held.clear();
      account.mostHeld = 0;
    }
  }

  private void forget(Flow<Account> flow) {
    Account account = flow.peer();
    require(!account.held.isEmpty(), "nothing held is forgotten");
    require(
        account.held.stream().allMatch(each -> each.counted), "what was never sent is forgotten");
    account.held.clear();
    account.mostHeld = 0;
  }

  private void dropOldest(Account account) {
    require(waits(account), "an old datagram gives way where nobody waits");
    Packet oldest = present(account.held.poll(), "nothing held is dropped");
    account.dropped++;
    if (oldest.counted) {
      account.toBackend--;
    }
  }

  /** Whether the workload of a flow is the one that is served, and waits. */
  boolean waits(Account account) {
    UdpRoute served = route;
    return served != null
        && account.owner == owners
        && served.cluster().policy().backendLoss() instanceof BackendLoss.Wait;
  }

  private void waitBegins(Account account) {
    require(waits(account), "a flow waits that should not");
    require(!account.waits && account.open == 0, "a flow waits that does so, or has a backend");
    require(!account.held.isEmpty(), "a flow waits with nothing to send");
    account.waits = true;
    account.mayWait = true;
    account.waitsSinceNanos = nowNanos;
    waits++;
  }

  private void waitsNoMore(Account account) {
    require(account.waits, "a flow waits no more that did not");
    account.waits = false;
  }

  private void dropHeld(Flow<Account> flow) {
    Account account = flow.peer();
    require(!account.held.isEmpty(), "nothing held is dropped");
    for (Packet each : account.held) {
      account.dropped++;
      if (each.counted) {
        account.toBackend--;
      }
    }
    account.held.clear();
  }

  private void drop(FlowDrop reason) {
    dispositions++;
    drops++;
    Flow<Account> flow = answerOf;
    if (flow == null) {
      Packet current = present(packet, "nothing to drop");
      accounts.values().stream()
          .filter(a -> a.key.equals(current.from))
          .forEach(
              a -> {
                if (reason != FlowDrop.LIMIT) {
                  received(a, current);
                }
                a.dropped++;
                a.lastNanos = nowNanos;
              });
    } else if (!flow.peer().ended) {
      flow.peer().dropped++;
    }
  }

  private void ended(FlowOutput.Ended<Account> ended) {
    Account account = ended.flow().peer();
    require(!account.ended, "a flow ends twice");
    require(account.open == 0, "a flow ends with its upstream open");
    require(account.held.isEmpty(), "a flow ends with datagrams held");
    require(!account.waits, "a flow ends and waits");
    switch (ended.reason()) {
      case REPLACED -> require(!account.proved, "a proved flow gives way");
      case WAITED_IN_VAIN ->
          require(
              nowNanos - account.waitsSinceNanos >= waitNanos(account),
              "a flow waits less than it may");
      case CONNECT_FAILED, NAME_NOT_RESOLVED, BACKEND_LOST ->
          require(!waits(account), "a flow ends that should wait");
      case IDLE,
          LIFETIME,
          ROUTE_REMOVED,
          REFUSED_BY_POLICY,
          OVERLOADED,
          DRAINED,
          SHUTTING_DOWN -> {}
    }
    account.ended = true;
    account.opening = 0;
    ends.add(ended.reason());
    agrees(ended.flow());
    accounts.remove(ended.flow());
    over.add(ended.flow());
    if (over.size() > REMEMBERED) {
      over.remove();
    }
  }

  private long waitNanos(Account account) {
    UdpRoute served = route;
    return served != null
            && waits(account)
            && served.cluster().policy().backendLoss() instanceof BackendLoss.Wait wait
        ? wait.holdMillis() * 1_000_000L
        : 0;
  }

  /**
   * Time has just passed for the table: nobody has waited too long, and all that may are tried.
   *
   * @param nobody whether it is known that there is no backend
   */
  void waitsWell(boolean nobody) {
    for (Account account : accounts.values()) {
      if (account.waits) {
        require(
            nowNanos - account.waitsSinceNanos < waitNanos(account), "a flow waits for too long");
        boolean alone = account.open == 0 && account.opening == 0;
        require(
            nobody || !alone || nowNanos - account.aloneSinceNanos < WaitingFlows.LAST_SEARCH_NANOS,
            "a flow that waits is not tried");
      }
    }
  }

  /** Whether the table counts as the books do. */
  void agrees(Flow<Account> flow) {
    Account account = flow.peer();
    require(flow.clientDatagrams() == account.toBackend, "datagrams to the backend differ");
    require(flow.backendDatagrams() == account.toClient, "datagrams to the client differ");
    require(flow.backendBytes() == account.sentBack, "bytes to the client differ");
    require(flow.drops() == account.dropped, "drops differ");
    require(flow.held == account.held.size(), "what is held differs");
    require(
        flow.heldBytes == account.held.stream().mapToInt(each -> each.bytes).sum(),
        "bytes held differ");
  }

  private static String name(Flow<Account> flow, int number) {
    return System.identityHashCode(flow) + " " + flow.key + "/" + number;
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private static <V> V present(@Nullable V value, String otherwise) {
    if (value == null) {
      throw new AssertionError(otherwise);
    }
    return value;
  }
}
