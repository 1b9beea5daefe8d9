package io.webgateway.console.web.identities;

import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.SecretFile;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The accounts of one console: {@code <data>/accounts/<login>.json} is an identity file under the
 * person's passphrase, {@code <login>.about.json} says what it is called, and {@code
 * <login>.pending.json} is what still has to be put on the ledger. All 0600 in a folder 0700.
 * Stateless; blocking.
 */
public final class Accounts {
  private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
  private static final String KEYS = ".json";
  private static final String ABOUT = ".about.json";
  private static final String PENDING = ".pending.json";

  private final Path folder;

  /** The accounts below a data directory, which need not be there yet. */
  public Accounts(Path data) {
    this.folder = data.resolve("accounts");
  }

  /** The form of the file beside the keys. */
  private record About(String displayName, Instant createdAt) {}

  /** Why a text can be no login; empty when it can. */
  public static Optional<String> faultOf(String login) {
    return LOGIN.matcher(login).matches()
            && !login.endsWith(".about")
            && !login.endsWith(".pending")
        ? Optional.empty()
        : Optional.of("1 to 32 lower-case letters, digits, dots, hyphens or underscores");
  }

  /** Whether nobody has an account yet. */
  public boolean isEmpty() {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).noneMatch(Accounts::isKeys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isKeys(String file) {
    return file.endsWith(KEYS) && !file.endsWith(ABOUT) && !file.endsWith(PENDING);
  }

  /** An account by its login. */
  public Optional<Account> find(String login) {
    if (faultOf(login).isPresent() || !Files.exists(file(login, KEYS))) {
      return Optional.empty();
    }
    Optional<About> about = read(file(login, ABOUT), About.class);
    return Optional.of(
        new Account(
            login,
            about.map(About::displayName).filter(name -> !name.isBlank()).orElse(login),
            about.map(About::createdAt)));
  }

  /**
   * Opens the keys of an account.
   *
   * @throws WireException when the passphrase is wrong, or the file is damaged
   */
  public KeyRing open(Account account, char[] passphrase) {
    try {
      IdentityFile file = IdentityFile.read(file(account.login(), KEYS));
      if (!file.isEncrypted()) {
        throw new WireException(
            "", "The key of this account lies open; seal it under a passphrase");
      }
      return file.open(passphrase);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps a new account.
   *
   * @param first what is to be published of a new identity; empty for one that is there already
   * @throws UncheckedIOException when the login is taken, or the disk refuses
   */
  public void create(
      Account account, KeyRing ring, char[] passphrase, Optional<IdentityBody> first) {
    requireLogin(account.login());
    try {
      if (first.isPresent()) {
        SecretFile.replace(file(account.login(), PENDING), Json.write(first.get()) + "\n");
      }
      IdentityFile.write(file(account.login(), KEYS), ring, requireSome(passphrase), false);
      About about = new About(account.displayName(), account.createdAt().orElse(Instant.EPOCH));
      SecretFile.replace(file(account.login(), ABOUT), Json.writePretty(about) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts other keys in place of an account's. */
  public void replace(Account account, KeyRing ring, char[] passphrase) {
    requireLogin(account.login());
    try {
      IdentityFile.write(file(account.login(), KEYS), ring, requireSome(passphrase), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What still has to be put on the ledger for an account. */
  public Optional<IdentityBody> pending(Account account) {
    return read(file(account.login(), PENDING), IdentityBody.class);
  }

  /** It is on the ledger. */
  public void published(Account account) {
    try {
      Files.deleteIfExists(file(account.login(), PENDING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String login, String suffix) {
    return folder.resolve(login + suffix);
  }

  private static void requireLogin(String login) {
    faultOf(login)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException("No login: " + fault);
            });
  }

  // An empty passphrase would mean a file in clear.
  private static char[] requireSome(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("A key is kept under a passphrase, never in clear");
    }
    return passphrase;
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(SecretFile.read(file), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
