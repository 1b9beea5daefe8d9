package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.model.identity.Thumbprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a POST that is sent again under the same {@code Idempotency-Key} with the first answer.
 * Remembers good answers for an hour, and {@link #MAX_ANSWERS} at most: the oldest is forgotten, so
 * that a very late repetition is a new call. Any thread.
 */
final class IdempotentPosts {
  static final int MAX_ANSWERS = 1_000;
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final String HEADER = "idempotency-key";

  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  IdempotentPosts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A call that was made.
   *
   * @param body what its body was, by hash
   * @param answer empty while it is being made
   */
  private record Entry(String body, Instant at, Optional<Answer.Whole> answer) {}

  /** Makes the call, or gives the answer that it had before. */
  Answer once(Call call, Function<Call, Answer.Whole> responder) {
    Optional<String> key = call.head().header(HEADER);
    if (key.isEmpty()) {
      return responder.apply(call);
    }
    if (!key.get().matches("[!-~]{1,128}")) {
      throw Faults.badRequest(
          "bad-idempotency-key",
          "The Idempotency-Key is not 1 to 128 visible characters",
          "Send a random word, such as a UUID");
    }
    String slot = call.caller().word() + " " + call.head().path() + " " + key.get();
    String body = Thumbprint.ofBytes(call.body().bytes());
    Optional<Answer.Whole> before = begin(slot, body);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Answer.Whole> answer = Optional.empty();
    try {
      answer = Optional.of(responder.apply(call));
      return answer.get();
    } finally {
      end(slot, body, answer);
    }
  }

  private synchronized Optional<Answer.Whole> begin(String slot, String body) {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> entry.at().plus(MEMORY).isBefore(now));
    Entry before = entries.get(slot);
    if (before == null) {
      if (entries.size() == MAX_ANSWERS) {
        entries.remove(entries.keySet().iterator().next());
      }
      entries.put(slot, new Entry(body, now, Optional.empty()));
      return Optional.empty();
    }
    if (!before.body().equals(body)) {
      throw Faults.of(
          422,
          "idempotency-key-reused",
          "The content is not right",
          "/headers/idempotency-key",
          "Another call was made under this key",
          "Use a new key for each new call");
    }
    if (before.answer().isEmpty()) {
      throw Faults.of(
          409,
          "still-running",
          "This conflicts with what is there",
          "/headers/idempotency-key",
          "The first call under this key is still running",
          "Send it again later");
    }
    return before.answer();
  }

  private synchronized void end(String slot, String body, Optional<Answer.Whole> answer) {
    if (answer.isPresent()) {
      entries.put(slot, new Entry(body, clock.instant(), answer));
    } else {
      entries.remove(slot);
    }
  }
}
