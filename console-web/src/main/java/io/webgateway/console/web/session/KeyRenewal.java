package io.webgateway.console.web.session;

import io.webgateway.client.KeyRing;
import io.webgateway.console.web.identities.Accounts;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.SigningKey;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a fresh device key in place of the one in use. At every moment the file holds a key that the
 * ledger lists, so stopping halfway loses nothing. Blocking.
 */
public final class KeyRenewal {
  private final Accounts accounts;
  private final SignedIn signedIn;

  /** Renews the key of whoever is signed in. */
  public KeyRenewal(Accounts accounts, SignedIn signedIn) {
    this.accounts = accounts;
    this.signedIn = signedIn;
  }

  /**
   * Renews.
   *
   * @param passphrase of the account, under which the new key is kept
   * @throws WireException when the passphrase is wrong
   * @throws io.webgateway.client.GatewayException when the agent refuses or is silent
   */
  public void run(char[] passphrase) {
    KeyRing before = accounts.open(signedIn.account(), passphrase);
    SigningKey old = before.keys().getFirst();
    SigningKey fresh = SigningKey.generate();
    accounts.replace(signedIn.account(), before.with(fresh), passphrase);
    signedIn.gateway().identities().addKey(DeviceKey.listing(fresh, uses(old), now()));
    KeyRing after = before.with(fresh).without(old.keyId());
    accounts.replace(signedIn.account(), after, passphrase);
    signedIn.use(after);
    signedIn.gateway().identities().removeKey(old.keyId());
  }

  private Set<KeyUse> uses(SigningKey old) {
    Optional<IdentityBody> identity =
        signedIn
            .gateway()
            .reader()
            .body(RecordKey.identity(signedIn.identity()), IdentityBody.class);
    return identity
        .flatMap(body -> body.key(old.keyId()))
        .map(key -> key.uses())
        .orElse(Set.of(KeyUse.OWN, KeyUse.LOGIN));
  }

  private Instant now() {
    return signedIn.link().clock().instant();
  }
}
