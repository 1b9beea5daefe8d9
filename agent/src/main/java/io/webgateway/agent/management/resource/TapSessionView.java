package io.webgateway.agent.management.resource;

import io.webgateway.agent.tap.TapSession;
import java.time.Instant;
import java.util.Optional;

/**
 * A tap session as it is told.
 *
 * @param id its name
 * @param watcher who watches: an identity id or {@code local}
 * @param filter what is watched; left out for others, since a filter may name paths
 * @param openedAt since when
 * @param streaming whether a stream reads it
 * @param leaseSeconds how long it lives without a stream
 * @param shown how many events it showed
 * @param missed how many it missed, as far as the watcher may know
 */
record TapSessionView(
    String id,
    String watcher,
    Optional<String> filter,
    Instant openedAt,
    boolean streaming,
    long leaseSeconds,
    long shown,
    long missed) {

  /** A session as its own watcher, or somebody else, may see it. */
  static TapSessionView of(TapSession session, boolean isOwn) {
    TapSession.Account account = session.account();
    return new TapSessionView(
        session.id(),
        session.caller(),
        isOwn ? Optional.of(session.setting().filter().text()) : Optional.empty(),
        session.openedAt(),
        account.streaming(),
        TapSession.LEASE.toSeconds(),
        account.shown(),
        account.missed());
  }
}
