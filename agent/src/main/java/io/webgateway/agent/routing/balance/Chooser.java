package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of one version of a cluster over a plan. Immutable but for the loads. */
final class Chooser {
  static final Selection FULL = new Selection.Full();
  static final Selection EXHAUSTED = new Selection.Exhausted();

  /** Not a turn: what is tried again takes none from others. */
  private static final long BY_LOT = -1;

  private final List<Member> members;
  private final Map<String, Integer> bySticky;
  private final Balancing balancing;
  private final boolean hashed;
  private final boolean counted;
  private final int limit;

  Chooser(Cluster cluster, ClusterMemory memory) {
    this.balancing = cluster.policy().balancing();
    this.limit = limit(cluster);
    this.counted = limit > 0 || balancing.method() == Balancing.Method.LEAST_REQUESTS;
    this.hashed =
        balancing.method() == Balancing.Method.CONSISTENT_HASH
            || balancing.stickiness() instanceof Balancing.Stickiness.ClientAddress;
    boolean sticky = balancing.stickiness() instanceof Balancing.Stickiness.Cookie;
    this.members =
        cluster.endpoints().stream()
            .map(each -> Member.of(cluster, each, memory.load(each.text()), counted))
            .toList();
    this.bySticky = sticky ? bySticky(members) : Map.of();
  }

  /** A connection of HTTP/1 or of bytes carries one request at a time, so both limits are one. */
  private static int limit(Cluster cluster) {
    CircuitLimits circuit = cluster.policy().circuit();
    if (circuit.maxConnections() == 0 || cluster.protocol().http() == HttpVersion.HTTP_2) {
      return circuit.maxRequests();
    }
    return circuit.maxRequests() == 0
        ? circuit.maxConnections()
        : Math.min(circuit.maxRequests(), circuit.maxConnections());
  }

  private static Map<String, Integer> bySticky(List<Member> members) {
    Map<String, Integer> byId = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      byId.putIfAbsent(members.get(i).chosen().stickyId(), i);
    }
    return byId;
  }

  List<Member> members() {
    return members;
  }

  boolean isCounted() {
    return counted;
  }

  /** Whether there are circuit limits. */
  boolean isLimited() {
    return limit > 0;
  }

  /** A first try. */
  Selection first(Plan plan, SelectionKey key, long turn, long lot) {
    Selection stuck = stuck(plan, key, List.of());
    return stuck instanceof Selection.Exhausted ? among(plan, key, turn, lot) : stuck;
  }

  /** A further one: those that are well first, then the others. */
  Selection again(Plan plan, SelectionKey key, Collection<Cluster.Endpoint> tried, long lot) {
    Selection stuck = stuck(plan, key, tried);
    if (!(stuck instanceof Selection.Exhausted)) {
      return stuck;
    }
    Selection well = among(plan.only(members, each -> !isTried(each, tried)), key, BY_LOT, lot);
    return well instanceof Selection.Exhausted
        ? among(plan.any(members, each -> !isTried(each, tried)), key, BY_LOT, lot)
        : well;
  }

  private boolean isTried(int member, Collection<Cluster.Endpoint> tried) {
    return tried.contains(members.get(member).chosen().endpoint());
  }

  /** A visitor with a cookie goes back, as long as the endpoint is well and has room. */
  private Selection stuck(Plan plan, SelectionKey key, Collection<Cluster.Endpoint> tried) {
    if (!(balancing.stickiness() instanceof Balancing.Stickiness.Cookie cookie)) {
      return EXHAUSTED;
    }
    Integer known = bySticky.get(key.cookie(cookie.name(), bySticky::containsKey));
    if (known == null || !plan.has(known) || isTried(known, tried)) {
      return EXHAUSTED;
    }
    Member member = members.get(known);
    return member.begin(counted, limit) ? member.chosen() : EXHAUSTED;
  }

  private Selection among(Plan plan, SelectionKey key, long turn, long lot) {
    if (plan.size() == 0) {
      return EXHAUSTED;
    }
    long hash = hashed ? hash(key) : 0;
    int place = hashed ? Rendezvous.best(plan, members, hash) : pick(plan, turn, lot);
    int chosen = plan.member(place);
    return members.get(chosen).begin(counted, limit)
        ? members.get(chosen).chosen()
        : withRoom(plan, hash, lot);
  }

  private Selection withRoom(Plan plan, long hash, long lot) {
    long bits = lot;
    Plan left = plan;
    while (true) {
      left = left.only(members, each -> members.get(each).load().hasRoom(limit));
      if (left.size() == 0) {
        return FULL;
      }
      bits = Hashes.mix(bits);
      int place = hashed ? Rendezvous.best(left, members, hash) : pick(left, BY_LOT, bits);
      Member member = members.get(left.member(place));
      if (member.begin(counted, limit)) {
        return member.chosen();
      }
    }
  }

  private int pick(Plan plan, long turn, long lot) {
    return switch (balancing.method()) {
      case LEAST_REQUESTS -> LeastRequests.pick(plan, members, lot);
      case ROUND_ROBIN, CONSISTENT_HASH ->
          turn == BY_LOT ? plan.wheel().drawn(lot >>> 32) : plan.wheel().at(turn);
    };
  }

  private long hash(SelectionKey key) {
    if (balancing.stickiness() instanceof Balancing.Stickiness.ClientAddress) {
      return Hashes.ofAddress(key.clientAddress());
    }
    return switch (balancing.hashKey()) {
      case Balancing.HashKey.ClientAddress _ -> Hashes.ofAddress(key.clientAddress());
      case Balancing.HashKey.Path _ -> Hashes.of(key.path());
      case Balancing.HashKey.Header header -> {
        String value = key.header(header.name());
        yield value.isEmpty() ? Hashes.ofAddress(key.clientAddress()) : Hashes.of(value);
      }
    };
  }
}
