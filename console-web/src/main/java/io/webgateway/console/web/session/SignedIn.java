package io.webgateway.console.web.session;

import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.KeyRing;
import io.webgateway.console.web.identities.Account;
import io.webgateway.console.web.identities.Accounts;
import io.webgateway.console.web.identities.AgentLink;
import io.webgateway.model.identity.IdentityId;
import java.util.Optional;

/**
 * Somebody whose keys are unlocked, for as long as their session lasts. The keys are in the memory
 * of this process alone; {@link #close} lets go of them. Thread-safe.
 */
public final class SignedIn implements AutoCloseable {
  private final Account account;
  private final Accounts accounts;
  private final AgentLink link;
  private final IdentityId identity;
  private final LivePicture live;
  private Optional<KeyRing> ring;
  private Optional<GatewayClient> client = Optional.empty();

  /** Unlocked keys; nothing is asked of the agent before {@link #start}. */
  public SignedIn(Account account, KeyRing ring, Accounts accounts, AgentLink link) {
    this.account = account;
    this.accounts = accounts;
    this.ring = Optional.of(ring);
    this.link = link;
    this.identity = ring.identity();
    this.live = new LivePicture(new AgentPicture(this), link.clock());
  }

  /** The same with another source of the picture; for tests. */
  public SignedIn(
      Account account,
      KeyRing ring,
      Accounts accounts,
      AgentLink link,
      GatewayClient client,
      PictureSource source) {
    this.account = account;
    this.accounts = accounts;
    this.ring = Optional.of(ring);
    this.link = link;
    this.identity = ring.identity();
    this.client = Optional.of(client);
    this.live = new LivePicture(source, link.clock());
  }

  /** Begins to keep the picture up to date. */
  public void start() {
    live.start();
  }

  /** Whose account it is. */
  public Account account() {
    return account;
  }

  /** The identity that acts. */
  public IdentityId identity() {
    return identity;
  }

  /** What the agent lists. */
  public LivePicture live() {
    return live;
  }

  /** The way to the agent. */
  public AgentLink link() {
    return link;
  }

  /**
   * The unlocked keys.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized KeyRing ring() {
    return ring.orElseThrow(() -> new IllegalStateException("The keys are locked"));
  }

  /** Puts a new identity on the ledger that could not be put there when it was made. Blocking. */
  void publishPending() {
    accounts
        .pending(account)
        .ifPresent(
            first -> {
              gateway().identities().publish(first);
              accounts.published(account);
            });
  }

  /** Goes on with other keys of the same identity. */
  public void use(KeyRing other) {
    synchronized (this) {
      if (ring.isPresent()) {
        ring = Optional.of(other);
        client.ifPresent(GatewayClient::close);
        client = Optional.empty();
      }
    }
    live.followAnew();
  }

  /**
   * Calls in this identity's name; shared, and never to be closed by who asks.
   *
   * @throws io.webgateway.client.GatewayException when the agent was never reached and is not now
   */
  public synchronized GatewayClient client() {
    if (client.isEmpty()) {
      client = Optional.of(link.open(ring().authority()));
    }
    return client.orElseThrow();
  }

  /** Reading and signing, for one task on one thread; not to be closed. */
  public Gateway gateway() {
    Gateway gateway = Gateway.of(client(), Optional.of(ring()), link.ledger());
    link.learn(gateway.trust().ledger());
    return gateway;
  }

  @Override
  public void close() {
    live.close();
    synchronized (this) {
      client.ifPresent(GatewayClient::close);
      client = Optional.empty();
      ring = Optional.empty();
    }
  }
}
