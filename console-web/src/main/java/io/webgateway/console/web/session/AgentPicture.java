package io.webgateway.console.web.session;

import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.live.StatusWatch;
import io.webgateway.client.screen.Inventory;
import io.webgateway.client.screen.Listed;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a picture from the agent in the name of who is signed in. */
final class AgentPicture implements PictureSource {
  private final SignedIn signedIn;

  AgentPicture(SignedIn signedIn) {
    this.signedIn = signedIn;
  }

  @Override
  public Picture read() {
    signedIn.publishPending();
    GatewayClient client = signedIn.client();
    Inventory inventory = new Inventory(client);
    Listed<PoolRow> pools = inventory.pools();
    Gateway gateway = signedIn.gateway();
    return new Picture(
        inventory.reservations(),
        inventory.workloads(),
        hosted(inventory, pools.items()),
        inventory.certificates(),
        inventory.nodes(),
        pools,
        inventory.grants(),
        identity(gateway),
        gateway.trust().parameters());
  }

  private Optional<IdentityBody> identity(Gateway gateway) {
    return gateway.reader().body(RecordKey.identity(signedIn.identity()), IdentityBody.class);
  }

  private Listed<WorkloadRow> hosted(Inventory inventory, List<PoolRow> pools) {
    IdentityId me = signedIn.identity();
    List<WorkloadRow> all = new ArrayList<>();
    boolean isCut = false;
    for (PoolRow pool : pools) {
      if (pool.provider().equals(me.value())) {
        Listed<WorkloadRow> there = inventory.workloadsAt(pool.domain());
        all.addAll(there.items());
        isCut |= there.isCut();
      }
    }
    return new Listed<>(all.stream().distinct().toList(), isCut);
  }

  @Override
  public AutoCloseable follow(StatusListener listener) {
    return StatusWatch.start(signedIn.client(), listener);
  }
}
