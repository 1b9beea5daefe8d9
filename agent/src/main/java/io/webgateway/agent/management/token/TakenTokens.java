package io.webgateway.agent.management.token;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.CallToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Remembers which tokens were taken, until they would have expired anyway. Bounded: when it is full
 * it refuses new tokens rather than forget old ones; one identity may fill a part of it only. Any
 * thread.
 */
public final class TakenTokens {
  private static final int MAX_TOKENS = 200_000;
  private static final int MAX_PER_IDENTITY = 20_000;

  private final int maxTokens;
  private final int maxPerIdentity;
  private final Set<Taken> taken = new HashSet<>();
  private final Queue<Taken> byEnd = new PriorityQueue<>(Comparator.comparing(Taken::forgottenAt));
  private final Map<IdentityId, Integer> perIdentity = new HashMap<>();

  /** Remembers 200,000 tokens, 20,000 of one identity. */
  public TakenTokens() {
    this(MAX_TOKENS, MAX_PER_IDENTITY);
  }

  /** Remembers so many tokens. */
  public TakenTokens(int maxTokens, int maxPerIdentity) {
    this.maxTokens = maxTokens;
    this.maxPerIdentity = maxPerIdentity;
  }

  /** Equal by identity and jti alone. */
  private record Taken(IdentityId identity, String jti, Instant forgottenAt) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Taken(IdentityId id, String text, Instant _)
          && id.equals(identity)
          && text.equals(jti);
    }

    @Override
    public int hashCode() {
      return 31 * identity.hashCode() + jti.hashCode();
    }
  }

  /**
   * Takes a token.
   *
   * @return what stands against it; empty when it is taken now, for the first time
   */
  public synchronized Optional<TokenFault> take(CallToken token, Instant now) {
    forget(now);
    Instant end = Instant.ofEpochSecond(token.exp()).plus(TokenCheck.CLOCK_SKEW);
    Taken entry = new Taken(token.iss(), token.jti(), end);
    if (taken.contains(entry)) {
      return Optional.of(TokenFault.TOKEN_REPLAYED);
    }
    if (perIdentity.getOrDefault(token.iss(), 0) >= maxPerIdentity) {
      return Optional.of(TokenFault.TOKENS_TOO_MANY);
    }
    if (taken.size() >= maxTokens) {
      return Optional.of(TokenFault.TOKEN_MEMORY_FULL);
    }
    taken.add(entry);
    byEnd.add(entry);
    perIdentity.merge(token.iss(), 1, Integer::sum);
    return Optional.empty();
  }

  private void forget(Instant now) {
    for (Taken first = byEnd.peek();
        first != null && !now.isBefore(first.forgottenAt());
        first = byEnd.peek()) {
      byEnd.remove();
      taken.remove(first);
      perIdentity.computeIfPresent(first.identity(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }
}
