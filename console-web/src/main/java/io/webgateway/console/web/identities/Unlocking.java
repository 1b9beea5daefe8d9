package io.webgateway.console.web.identities;

import io.webgateway.client.KeyRing;
import io.webgateway.wire.PassphraseBox;
import io.webgateway.wire.WireException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Opens an account's keys with its passphrase, slowly for who guesses. Takes as long for a login
 * that does not exist as for one that does. Blocking for part of a second.
 */
public final class Unlocking {
  // Each try costs most of a core for part of a second, so only so many are made at once.
  private static final Semaphore TRIES = new Semaphore(4);
  private static final String DECOY = PassphraseBox.close("decoy", "nobody knows".toCharArray());

  private final Accounts accounts;
  private final LoginAttempts attempts;

  /** Opens accounts; failed tries are remembered. */
  public Unlocking(Accounts accounts, LoginAttempts attempts) {
    this.accounts = accounts;
    this.attempts = attempts;
  }

  /** What became of a try. */
  public sealed interface Outcome {}

  /** The passphrase was right. */
  public record Unlocked(Account account, KeyRing ring) implements Outcome {}

  /** There is no such login, or the passphrase is another. */
  public record Wrong() implements Outcome {}

  /** Too many tries failed. */
  public record Wait(Duration length) implements Outcome {}

  /** Too many tries are being made just now. */
  public record Busy() implements Outcome {}

  /**
   * Tries.
   *
   * @param passphrase is wiped
   * @param address who tries: the browser's IP address
   */
  public Outcome unlock(String login, char[] passphrase, String address) {
    if (!TRIES.tryAcquire()) {
      return new Busy();
    }
    try {
      Duration wait = attempts.begin(login, address);
      return wait.isPositive() ? new Wait(wait) : open(login, passphrase, address);
    } finally {
      Arrays.fill(passphrase, '\0');
      TRIES.release();
    }
  }

  private Outcome open(String login, char[] passphrase, String address) {
    Optional<Account> account = accounts.find(login);
    try {
      if (account.isEmpty()) {
        PassphraseBox.open(DECOY, passphrase);
        return new Wrong();
      }
      KeyRing ring = accounts.open(account.get(), passphrase);
      attempts.succeeded(login, address);
      return new Unlocked(account.get(), ring);
    } catch (WireException e) {
      return new Wrong();
    }
  }
}
