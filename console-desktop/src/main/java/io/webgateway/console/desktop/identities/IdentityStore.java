package io.webgateway.console.desktop.identities;

import io.webgateway.client.AgentConnection;
import io.webgateway.client.CallAuthority;
import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.Home;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;
import io.webgateway.client.SecretFile;
import io.webgateway.console.desktop.settings.Settings;
import io.webgateway.console.desktop.settings.SettingsFile;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Profiles and identities on disk, shared with the command line, and passphrases in the keychain.
 * Blocking; thread-safe as far as files are.
 */
public final class IdentityStore {
  private final Home home;
  private final SettingsFile settings;
  private final Keychain keychain;

  /** What is in a person's folder. */
  public IdentityStore(Home home, SettingsFile settings, Keychain keychain) {
    this.home = home;
    this.settings = settings;
    this.keychain = keychain;
  }

  /** All agents that are known, the one used last on top. */
  List<ProfileEntry> profiles() {
    Settings known = settings.get();
    return home.profiles().entrySet().stream()
        .map(entry -> new ProfileEntry(entry.getKey(), entry.getValue(), known.use(entry.getKey())))
        .sorted(Comparator.comparing(IdentityStore::lastUsed).reversed())
        .toList();
  }

  private static Instant lastUsed(ProfileEntry entry) {
    return entry.use().lastUsed().orElse(Instant.MIN);
  }

  /** A known agent. */
  Optional<ProfileEntry> profile(String name) {
    return profiles().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** All identities on this machine. */
  List<IdentityEntry> identities() {
    return home.identities().stream().map(this::entry).toList();
  }

  private IdentityEntry entry(String name) {
    try {
      boolean isEncrypted = IdentityFile.read(home.identity(name)).isEncrypted();
      return new IdentityEntry(
          name, isEncrypted ? IdentityEntry.State.ENCRYPTED : IdentityEntry.State.IN_CLEAR, "");
    } catch (IOException e) {
      return new IdentityEntry(name, IdentityEntry.State.DAMAGED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes contact with an agent: its TLS key is verified through its signed record, and the ledger
   * that it keeps is looked at.
   *
   * @return what to remember of it
   */
  Profile contact(String agent, IdentityId node) {
    Profile reached = AgentConnection.contact(agent, node);
    try (GatewayClient client =
        AgentConnection.open(reached, new CallAuthority.Anonymous(), InstantSource.system())) {
      String ledger = Gateway.of(client, Optional.empty(), Optional.empty()).trust().ledger();
      return new Profile(reached.agent(), reached.node(), Optional.of(ledger), reached.tlsPin());
    }
  }

  /** Keeps a profile and who signs there. */
  void save(String name, Profile profile, Optional<String> identity) throws IOException {
    Path _ = home.save(name, profile);
    identity.ifPresent(
        who -> settings.change(known -> known.with(name, known.use(name).withIdentity(who))));
  }

  /** Whether there is a profile of this name. */
  boolean hasProfile(String name) {
    return home.profile(name).isPresent();
  }

  /** Forgets a profile; the identity stays. */
  void forget(String name) throws IOException {
    home.forget(name);
    settings.change(known -> known.without(name));
  }

  /** Remembers that a profile was connected. */
  void used(String profile, String identity, Instant now, boolean inKeychain) {
    settings.change(
        known ->
            known.connected(
                profile, known.use(profile).withIdentity(identity).usedAt(now, inKeychain)));
  }

  /** Whether there is an identity of this name. */
  boolean hasIdentity(String name) {
    return Files.exists(home.identity(name));
  }

  /** Whether an identity's file wants a passphrase. */
  boolean isEncrypted(String identity) throws IOException {
    return IdentityFile.read(home.identity(identity)).isEncrypted();
  }

  /** Opens an identity's keys. */
  KeyRing open(String identity, char[] passphrase) throws IOException {
    return IdentityFile.read(home.identity(identity)).open(passphrase);
  }

  /** Keeps a new identity, encrypted, together with what is to be published of it. */
  void keep(NewIdentity made, char[] passphrase) throws IOException {
    Path file = home.identity(made.name());
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    IdentityFile.write(file, made.ring(), passphrase, false);
    SecretFile.create(home.pending(file), Json.write(made.firstBody()) + "\n");
  }

  /** Writes a recovery key into a file of its owner's choice. */
  void writeRecovery(Path file, NewIdentity made) throws IOException {
    SecretFile.create(file, made.recoveryText() + "\n");
  }

  /** What is still to be published of an identity. */
  Optional<IdentityBody> pending(String identity) throws IOException {
    Path file = home.pending(home.identity(identity));
    return Files.exists(file)
        ? Optional.of(Json.read(SecretFile.read(file), IdentityBody.class))
        : Optional.empty();
  }

  /** An identity is on the ledger now. */
  void published(String identity) throws IOException {
    Files.deleteIfExists(home.pending(home.identity(identity)));
  }

  /** The keychain. */
  Keychain keychain() {
    return keychain;
  }

  /** Where all of it is. */
  Path folder() {
    return home.folder();
  }
}
