package io.webgateway.console.desktop.identities;

import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.SessionInfo;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From a profile to an open connection: opens the identity's keys (in clear, from the keychain, or
 * by asking), makes first contact where there was none, and hands over.
 */
final class Unlocking {
  private final Workspace workspace;
  private final IdentityStore store;
  private final Sessions sessions;
  private final Consumer<ProblemText> failed;

  Unlocking(
      Workspace workspace, IdentityStore store, Sessions sessions, Consumer<ProblemText> failed) {
    this.workspace = workspace;
    this.store = store;
    this.sessions = sessions;
    this.failed = failed;
  }

  private sealed interface Found {
    record Open(KeyRing ring, boolean fromKeychain) implements Found {}

    record AskFor(boolean hasKeychain) implements Found {}
  }

  private record Ready(
      Profile profile, KeyRing ring, Optional<IdentityBody> toPublish, boolean inKeychain) {}

  /** Begins. */
  void connect(ProfileEntry entry, String identity) {
    workspace.work(
        () -> look(entry, identity),
        found -> {
          switch (found) {
            case Found.Open open -> finish(entry, identity, open.ring(), open.fromKeychain());
            case Found.AskFor ask ->
                UnlockCard.open(
                    workspace,
                    identity,
                    ask.hasKeychain(),
                    given -> tryPassphrase(entry, identity, given));
          }
        },
        failed);
  }

  private Found look(ProfileEntry entry, String identity) throws IOException {
    if (!store.isEncrypted(identity)) {
      return new Found.Open(store.open(identity, new char[0]), false);
    }
    if (entry.use().keychain()) {
      Optional<char[]> kept = store.keychain().find(identity);
      if (kept.isPresent()) {
        try {
          return new Found.Open(store.open(identity, kept.get()), true);
        } catch (WireException e) {
          // The passphrase was changed since: ask.
          store.keychain().forget(identity);
        } finally {
          Arrays.fill(kept.get(), '\0');
        }
      }
    }
    return new Found.AskFor(store.keychain().isThere());
  }

  private void tryPassphrase(ProfileEntry entry, String identity, UnlockCard.Given given) {
    workspace.work(
        () -> {
          try {
            KeyRing ring = store.open(identity, given.passphrase());
            boolean kept = given.remember() && store.keychain().keep(identity, given.passphrase());
            return new Found.Open(ring, kept);
          } finally {
            Arrays.fill(given.passphrase(), '\0');
          }
        },
        open -> {
          workspace.overlay().close();
          if (given.remember() && !open.fromKeychain()) {
            workspace
                .toasts()
                .say(Tone.ATTENTION, "The keychain did not take it; it will be asked for again");
          }
          finish(entry, identity, open.ring(), open.fromKeychain());
        },
        problem -> given.card().wrong(problem.title()));
  }

  private void finish(ProfileEntry entry, String identity, KeyRing ring, boolean inKeychain) {
    workspace.work(
        () -> {
          Profile profile = reachable(entry);
          store.used(entry.name(), identity, workspace.now(), inKeychain);
          return new Ready(profile, ring, store.pending(identity), inKeychain);
        },
        ready ->
            sessions.connect(
                new Sessions.Opened(
                    new SessionInfo(
                        entry.name(), ready.profile().agent(), identity, ring.identity()),
                    ready.profile(),
                    ring,
                    ready.toPublish(),
                    () -> published(identity))),
        failed);
  }

  private Profile reachable(ProfileEntry entry) throws IOException {
    if (entry.profile().tlsPin().isPresent()) {
      return entry.profile();
    }
    Profile reached =
        store.contact(
            entry.profile().agent(),
            entry
                .profile()
                .node()
                .orElseThrow(() -> new IOException("This profile has no node id: change it")));
    store.save(entry.name(), reached, Optional.empty());
    return reached;
  }

  private void published(String identity) {
    try {
      store.published(identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
