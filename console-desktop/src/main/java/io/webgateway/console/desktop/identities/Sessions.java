package io.webgateway.console.desktop.identities;

import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;
import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.model.ledger.IdentityBody;
import java.util.Optional;

/** What opens and ends connections: the window around the areas. On JavaFX's thread. */
public interface Sessions {

  /**
   * An opened identity at an agent.
   *
   * @param info who is connected to what
   * @param profile how to reach it; has node and pin
   * @param ring the keys
   * @param toPublish what is to be put on the ledger first
   * @param published is told when it is there; on any thread
   */
  record Opened(
      SessionInfo info,
      Profile profile,
      KeyRing ring,
      Optional<IdentityBody> toPublish,
      Runnable published) {}

  /** Connects, instead of whatever was connected before. */
  void connect(Opened opened);

  /** Ends the connection and forgets the keys. */
  void disconnect();
}
