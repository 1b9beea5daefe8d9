package io.webgateway.console.desktop.identities;

import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keychain of the desktop that this runs on: GNOME Keyring or KWallet (by D-Bus), macOS
 * Keychain, Windows Credential Manager. An unlock dialog of the system may stand in front of the
 * person for a while; after 60 s the keychain counts as silent.
 */
public final class SystemKeychain implements Keychain {
  private static final String SERVICE = "io.webgateway.console";
  private static final long PATIENCE_SECONDS = 60;

  /** A question to an open keychain. */
  private interface Question<T> {
    T of(Keyring keyring) throws PasswordAccessException;
  }

  @Override
  public boolean isThere() {
    return ask(_ -> true).orElse(false);
  }

  @Override
  public Optional<char[]> find(String account) {
    return ask(keyring -> keyring.getPassword(SERVICE, account).toCharArray());
  }

  @Override
  public boolean keep(String account, char[] passphrase) {
    return ask(keyring -> {
          keyring.setPassword(SERVICE, account, new String(passphrase));
          return true;
        })
        .orElse(false);
  }

  @Override
  public void forget(String account) {
    Optional<Boolean> _ =
        ask(
            keyring -> {
              keyring.deletePassword(SERVICE, account);
              return true;
            });
  }

  // Native code and D-Bus pin threads, hence a platform thread; a missing library is an error, not
  // an exception.
  private static <T> Optional<T> ask(Question<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("keychain").start(() -> answer(question, answer));
    try {
      return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static <T> void answer(Question<T> question, CompletableFuture<T> answer) {
    try {
      Keyring keyring = Keyring.create();
      try {
        answer.complete(question.of(keyring));
      } finally {
        keyring.close();
      }
    } catch (Exception | LinkageError e) {
      answer.completeExceptionally(e);
    }
  }
}
