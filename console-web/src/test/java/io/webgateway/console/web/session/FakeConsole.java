package io.webgateway.console.web.session;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.webgateway.client.CallAuthority;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.KeyRing;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.screen.Inventory;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.Ticker;
import io.webgateway.console.web.identities.Account;
import io.webgateway.console.web.identities.Accounts;
import io.webgateway.console.web.identities.AgentLink;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.console.web.identities.LoginAttempts;
import io.webgateway.console.web.shell.Gate;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A console around a made-up agent: what Vaadin finds as the service listener of a test. Background
 * work is done at once, on the test's own thread.
 */
public final class FakeConsole implements VaadinServiceInitListener {
  /** The time at which all tests take place. */
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final KeyRing RING = KeyRing.generate();
  private static FakeConsole current = new FakeConsole();

  private final transient FakeAgent agent = new FakeAgent();
  private final transient List<StatusListener> followers = new ArrayList<>();
  private transient Optional<SignedIn> signedIn = Optional.empty();
  private transient Path data = Path.of("/nonexistent");

  /** For Vaadin, and for tests that want a fresh one. */
  public FakeConsole() {}

  /** A fresh console, which the next Vaadin environment will be in. */
  public static FakeConsole fresh(Path data) {
    current = new FakeConsole();
    current.data = data;
    return current;
  }

  /** The made-up agent. */
  public FakeAgent agent() {
    return agent;
  }

  /** Who follows changes of conditions. */
  public List<StatusListener> followers() {
    return followers;
  }

  /** The identity of who is signed in. */
  public static String identity() {
    return RING.identity().value();
  }

  /** Signs Alice in, with what the agent lists right now. */
  public SignedIn signIn() {
    GatewayClient client =
        new GatewayClient(agent, Optional.empty(), new CallAuthority.Anonymous(), () -> NOW);
    SignedIn alice =
        new SignedIn(
            new Account("alice", "Alice", Optional.of(NOW)),
            RING,
            new Accounts(data),
            link(),
            client,
            new Source(new Inventory(client)));
    alice.live().readOnce();
    signedIn = Optional.of(alice);
    return alice;
  }

  /** Reads what the agent lists by now, for who is signed in. */
  public void readAgain() {
    signedIn.ifPresent(who -> who.live().readOnce());
  }

  private AgentLink link() {
    return new AgentLink("https://127.0.0.1:1", RING.identity(), data, () -> NOW);
  }

  private final class Source implements PictureSource {
    private final Inventory inventory;

    Source(Inventory inventory) {
      this.inventory = inventory;
    }

    @Override
    public Picture read() {
      return new Picture(
          inventory.reservations(),
          inventory.workloads(),
          Picture.EMPTY.hosted(),
          inventory.certificates(),
          inventory.nodes(),
          inventory.pools(),
          inventory.grants(),
          Optional.of(DeviceKey.firstBody("Alice", RING, SigningKey.generate(), NOW)),
          LedgerParameters.DEFAULT);
    }

    @Override
    public AutoCloseable follow(StatusListener listener) {
      followers.add(listener);
      listener.connected();
      return () -> followers.remove(listener);
    }
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    FakeConsole console = current;
    Duration never = Duration.ofDays(1);
    Parts parts =
        new Parts(
            new Accounts(console.data),
            console.link(),
            new LoginAttempts(() -> NOW),
            () -> NOW,
            Runnable::run,
            new Ticker(never),
            new Ticker(never),
            443);
    new Gate(parts).serviceInit(event);
    event
        .getSource()
        .addSessionInitListener(
            init ->
                console.signedIn.ifPresent(
                    who -> init.getSession().setAttribute(SignedIn.class, who)));
  }
}
