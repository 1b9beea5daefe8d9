package io.webgateway.console.desktop.identities;

import java.util.Optional;

/**
 * Keeps passphrases where the system keeps such things. Blocking. Whatever goes wrong is as good as
 * having none: the passphrase is then asked for.
 */
public interface Keychain {

  /** Whether there is one that works; may take a moment to find out. */
  boolean isThere();

  /** The passphrase of an account. */
  Optional<char[]> find(String account);

  /**
   * Keeps a passphrase.
   *
   * @return whether it is kept
   */
  boolean keep(String account, char[] passphrase);

  /** Forgets a passphrase. */
  void forget(String account);

  /** A machine without one. */
  static Keychain none() {
    return new Keychain() {
      @Override
      public boolean isThere() {
        return false;
      }

      @Override
      public Optional<char[]> find(String account) {
        return Optional.empty();
      }

      @Override
      public boolean keep(String account, char[] passphrase) {
        return false;
      }

      @Override
      public void forget(String account) {}
    };
  }
}
