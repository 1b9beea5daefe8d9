package io.webgateway.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Follows a stream of events through broken connections: reconnects with a fresh token and resumes
 * after the last event that was seen. Waits as {@link Backoff} says.
 */
public final class ResumingEvents implements AutoCloseable {
  private final GatewayClient client;
  private final String target;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<String> lastEventId = Optional.empty();

  /** Will follow {@code target}, such as {@code /v1/events}. */
  public ResumingEvents(GatewayClient client, String target) {
    this.client = client;
    this.target = target;
  }

  /**
   * Follows until closed; blocks, so give it a virtual thread.
   *
   * @param events gets each event, in order, on this thread
   * @param interruptions is told why each connection ended
   * @throws RefusedException when the agent refuses the stream for good
   */
  public void follow(Consumer<ServerEvent> events, Consumer<String> interruptions) {
    Backoff backoff = new Backoff();
    while (!closed.get()) {
      Optional<String> before = lastEventId;
      String reason = followOnce(events);
      if (closed.get()) {
        return;
      }
      interruptions.accept(reason);
      if (!lastEventId.equals(before)) {
        backoff.succeeded();
      }
      pause(backoff.nextMillis());
    }
  }

  private String followOnce(Consumer<ServerEvent> events) {
    try (EventStream stream = EventStream.open(client, target, lastEventId)) {
      Optional<ServerEvent> event = stream.next();
      while (event.isPresent() && !closed.get()) {
        lastEventId = stream.lastEventId().or(() -> lastEventId);
        events.accept(event.get());
        event = stream.next();
      }
      return "the stream ended";
    } catch (UnreachableException | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.set(true);
    }
  }

  /** Ends following after the next event or heartbeat; interrupting the thread is faster. */
  @Override
  public void close() {
    closed.set(true);
  }
}
