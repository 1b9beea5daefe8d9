package io.webgateway.console.desktop.connection;

import io.webgateway.client.AgentConnection;
import io.webgateway.client.Certificates;
import io.webgateway.client.EditEffect;
import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.GrantTerms;
import io.webgateway.client.KeyRing;
import io.webgateway.client.LedgerReader;
import io.webgateway.client.Profile;
import io.webgateway.client.Submitted;
import io.webgateway.client.Workloads;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.live.StatusWatch;
import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.Inventory;
import io.webgateway.client.screen.Listed;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.UsageSpan;
import io.webgateway.client.screen.UsageStatement;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.client.traffic.TrafficWatch;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.workload.Workload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A real agent; everything that changes something is signed here, with the identity's keys. */
public final class SigningAgent implements ConsoleAgent {
  private final GatewayClient client;
  private final Inventory inventory;
  private final KeyRing ring;
  private final Optional<String> ledger;

  private SigningAgent(GatewayClient client, KeyRing ring, Optional<String> ledger) {
    this.client = client;
    this.inventory = new Inventory(client);
    this.ring = ring;
    this.ledger = ledger;
  }

  /** The agent of a profile, which has a node and a pin, seen with these keys. */
  public static SigningAgent of(Profile profile, KeyRing ring) {
    GatewayClient client = AgentConnection.open(profile, ring.authority(), InstantSource.system());
    return new SigningAgent(client, ring, profile.ledger());
  }

  // A gateway is not thread-safe, and cheap: one for each task. It is not closed, because that
  // would close the way to the agent.
  private Gateway gateway() {
    return Gateway.of(client, Optional.of(ring), ledger);
  }

  @Override
  public Picture read() {
    Listed<PoolRow> pools = inventory.pools();
    Listed<GrantRow> grants = inventory.grants();
    return new Picture(
        inventory.reservations(),
        workloads(pools.items(), grants.items()),
        inventory.certificates(),
        inventory.nodes(),
        pools,
        grants,
        UsageStatement.read(client, UsageSpan.WEEK, client.clock().instant()).rows());
  }

  private Listed<WorkloadRow> workloads(List<PoolRow> pools, List<GrantRow> grants) {
    Listed<WorkloadRow> own = inventory.workloads();
    Map<String, WorkloadRow> all = new LinkedHashMap<>();
    own.items().forEach(row -> all.put(row.path(), row));
    boolean isCut = own.isCut();
    for (PoolRow pool : pools) {
      if (mayView(pool, grants)) {
        Listed<WorkloadRow> there = inventory.workloadsAt(pool.domain());
        there.items().forEach(row -> all.putIfAbsent(row.path(), row));
        isCut |= there.isCut();
      }
    }
    return new Listed<>(List.copyOf(all.values()), isCut);
  }

  private boolean mayView(PoolRow pool, List<GrantRow> grants) {
    String me = ring.identity().value();
    return pool.provider().equals(me)
        || grants.stream()
            .anyMatch(
                grant ->
                    grant.view()
                        && grant.identity().equals(me)
                        && grant.provider().equals(pool.provider())
                        && grant.isInForce(client.clock().instant())
                        && (grant.pools().isEmpty() || grant.pools().contains(pool.domain())));
  }

  @Override
  public Watch watchStatus(StatusListener listener) {
    return StatusWatch.start(client, listener)::close;
  }

  @Override
  public TrafficTap watchTraffic(String filter, TrafficListener listener) {
    TrafficWatch watch = TrafficWatch.start(client, filter, listener);
    return new TrafficTap() {
      @Override
      public void filter(String text) {
        watch.filter(text);
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }

  @Override
  public ReservationRow reservation(String namespace) {
    return inventory.reservation(namespace);
  }

  @Override
  public void reserve(String namespace, Optional<IdentityId> sponsor, Duration term) {
    Gateway gateway = gateway();
    IdentityId counted = sponsor.orElseGet(() -> gateway.providers().sponsor());
    gateway.reservations().reserve(namespace, counted, term);
  }

  @Override
  public void renew(String namespace, Duration term) {
    gateway().reservations().renew(namespace, term, Optional.empty());
  }

  @Override
  public void release(String namespace) {
    gateway().reservations().release(namespace);
  }

  @Override
  public Optional<Workloads.Seen> definition(String namespace, String id) {
    return gateway().workloads().find(namespace, id);
  }

  @Override
  public BackendList backends(String namespace, String id) {
    return inventory.backends(namespace, id);
  }

  @Override
  public Optional<EditEffect> rehearse(Workload workload, Workloads.Expecting expecting) {
    return gateway()
        .rehearsing()
        .workloads()
        .publish(workload, expecting)
        .flatMap(Submitted::wouldEnd);
  }

  @Override
  public void publish(Workload workload, Workloads.Expecting expecting) {
    gateway().workloads().publish(workload, expecting);
  }

  @Override
  public void deleteWorkload(String namespace, String id) {
    gateway().workloads().delete(namespace, id);
  }

  @Override
  public void upload(Certificates.Upload upload) {
    gateway().certificates().upload(upload, UUID.randomUUID().toString());
  }

  @Override
  public void replaceCertificate(String id, Certificates.Upload upload) {
    gateway().certificates().replace(id, upload);
  }

  @Override
  public void deleteCertificate(String id) {
    gateway().certificates().delete(id);
  }

  @Override
  public void grant(GrantTerms terms) {
    gateway().providers().grant(terms);
  }

  @Override
  public Optional<IdentityBody> ownIdentity() {
    return new LedgerReader(client).body(RecordKey.identity(ring.identity()), IdentityBody.class);
  }

  @Override
  public void publishIdentity(IdentityBody first) {
    gateway().identities().publish(first);
  }

  @Override
  public void close() {
    client.close();
  }
}
