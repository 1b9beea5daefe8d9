package io.webgateway.console.desktop.identities;

import io.webgateway.client.Home;
import io.webgateway.client.IdentityFile;
import io.webgateway.wire.SigningKey;
import java.io.IOException;

/** What a person reads off the screen, or off the disk, for tests. */
public final class NewIdentityReading {
  private NewIdentityReading() {}

  /** The last characters of a recovery key that is shown. */
  public static String check(String shown) {
    String id = SigningKey.fromJwk(shown).keyId();
    String inside = shown.substring(0, shown.length() - 2);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("This is no key");
    }
    return inside.substring(inside.length() - 6);
  }

  /** The id of an identity on this disk. */
  public static String id(Home home, String name, String passphrase) throws IOException {
    return IdentityFile.read(home.identity(name)).open(passphrase.toCharArray()).identity().value();
  }
}
