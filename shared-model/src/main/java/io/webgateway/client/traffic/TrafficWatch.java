package io.webgateway.client.traffic;

import io.webgateway.client.Backoff;
import io.webgateway.client.EventStream;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.GatewayException;
import io.webgateway.client.RefusedException;
import io.webgateway.client.ServerEvent;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.UntrustedException;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.TrafficCodec;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Watches live traffic of one agent in the client's name, through broken connections: a tap session
 * on the agent, filtered there. A session that is gone, since the agent was started again or did
 * not see the client for a minute, is opened again. Thread-safe; uses virtual threads of its own,
 * all of which end with {@link #close}. Does not close the client.
 */
public final class TrafficWatch implements AutoCloseable {
  private static final Duration GOOD_STREAM = Duration.ofSeconds(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(2);
  private static final int NOT_FOUND = 404;
  private static final AtomicLong KEYS = new AtomicLong();

  private final GatewayClient client;
  private final TapSessions sessions;
  private final TrafficListener listener;
  private final Thread thread;
  private final Object lock = new Object();
  private String filter;
  private Optional<TapSessions.Session> session = Optional.empty();
  private Optional<EventStream> stream = Optional.empty();
  private Optional<ProblemDocument> refusal = Optional.empty();
  private boolean changing;
  private volatile boolean closed;
  private Optional<String> lastEventId = Optional.empty();
  private boolean saidHello;

  private TrafficWatch(GatewayClient client, String filter, TrafficListener listener) {
    this.client = client;
    this.sessions = new TapSessions(client);
    this.filter = filter;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("traffic-watch").unstarted(this::watch);
  }

  /**
   * Begins to watch, on a virtual thread of its own.
   *
   * @param filter in the filter language; blank for everything that the caller may see
   */
  public static TrafficWatch start(GatewayClient client, String filter, TrafficListener listener) {
    TrafficWatch watch = new TrafficWatch(client, filter, listener);
    watch.thread.start();
    return watch;
  }

  /** Watches by another filter from now on; the session goes on. Returns at once. */
  public void filter(String wanted) {
    synchronized (lock) {
      filter = wanted;
      if (!changing && !closed && session.isPresent()) {
        changing = true;
        Thread.ofVirtual().name("traffic-filter").start(this::change);
      }
    }
  }

  /** The filter in force, or on its way to the agent. */
  public String filter() {
    synchronized (lock) {
      return filter;
    }
  }

  // ------------------------------------------------------------------ the watch's own thread

  private void watch() {
    Backoff backoff = new Backoff();
    while (!closed) {
      saidHello = false;
      Instant began = client.clock().instant();
      Optional<String> trouble = watchOnce();
      if (closed) {
        return;
      }
      if (refusal().isPresent()) {
        closed = true;
        listener.refused(refusal().get());
        return;
      }
      if (saidHello) {
        backoff.succeeded();
      }
      boolean isNormalEnd =
          trouble.isEmpty()
              && saidHello
              && client.clock().instant().isAfter(began.plus(GOOD_STREAM));
      if (!isNormalEnd) {
        listener.interrupted(trouble.orElse("the stream ended"));
        pause(backoff.nextMillis());
      }
    }
  }

  /** Opens and reads one stream; answers what was wrong, or nothing when it ended by itself. */
  private Optional<String> watchOnce() {
    try {
      TapSessions.Session current = current();
      try (EventStream opened = sessions.events(current, lastEventId)) {
        if (!opened(opened)) {
          return Optional.empty();
        }
        read(opened);
        return Optional.empty();
      }
    } catch (RefusedException e) {
      return refusedOnce(e.problem());
    } catch (UntrustedException e) {
      refuse(untrusted(e));
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UnreachableException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (WireException | NumberFormatException e) {
      return Optional.of("the agent told something that is not understood: " + e.getMessage());
    } finally {
      synchronized (lock) {
        stream = Optional.empty();
      }
    }
  }

  private TapSessions.Session current() {
    String wanted;
    Optional<TapSessions.Session> known;
    synchronized (lock) {
      wanted = filter;
      known = session;
    }
    if (known.isPresent() && known.get().filter().equals(wanted.strip())) {
      return known.get();
    }
    TapSessions.Session now =
        known.isPresent()
            ? sessions.change(known.get(), wanted)
            : sessions.open(wanted, freshKey());
    if (known.isEmpty()) {
      lastEventId = Optional.empty();
    }
    synchronized (lock) {
      session = Optional.of(now);
    }
    return now;
  }

  // Unique for this client is enough: the agent keeps keys of callers apart, and the token's own id
  // is what nobody may guess.
  private String freshKey() {
    return "watch-" + client.clock().instant() + "-" + KEYS.incrementAndGet();
  }

  private boolean opened(EventStream opened) {
    synchronized (lock) {
      stream = Optional.of(opened);
      return !closed;
    }
  }

  private void read(EventStream opened) throws IOException {
    Optional<ServerEvent> event = opened.next();
    while (event.isPresent() && !closed) {
      tell(event.get());
      lastEventId = opened.lastEventId();
      event = opened.next();
    }
  }

  private void tell(ServerEvent event) {
    switch (event.type()) {
      case "hello" -> {
        saidHello = true;
        listener.connected();
      }
      case "traffic" -> {
        Optional<TrafficEvent> traffic = TrafficCodec.read(event.data());
        if (traffic.isPresent()) {
          listener.event(Long.parseLong(event.id()), traffic.get());
        } else {
          listener.gap(1);
        }
      }
      case "gap" -> {
        JsonNode gap = Json.readTree(event.data());
        listener.gap(Math.max(1, gap.path("missed").asLong(1)));
      }
      default -> {
        // Newer nodes may tell more.
      }
    }
  }

  private Optional<String> refusedOnce(ProblemDocument problem) {
    boolean hadSession;
    synchronized (lock) {
      hadSession = session.isPresent();
      if (problem.status() == NOT_FOUND) {
        session = Optional.empty();
      }
    }
    boolean isGone = problem.status() == NOT_FOUND && hadSession;
    if (!isGone && isForGood(problem)) {
      refuse(problem);
    }
    return Optional.of(isGone ? "the agent knows the session no more" : problem.detail());
  }

  // A node that has just started takes no token from before; one that is busy says so.
  private static boolean isForGood(ProblemDocument problem) {
    return switch (problem.status()) {
      case 401 ->
          !problem.code().orElse("").equals("token-before-start")
              && !problem.code().orElse("").equals("token-early");
      case 408, 409, 412, 429 -> false;
      default -> problem.status() < 500;
    };
  }

  private static ProblemDocument untrusted(UntrustedException e) {
    String fault = String.valueOf(e.getMessage());
    return ProblemDocument.of(
        0,
        "untrusted",
        "The agent cannot be trusted",
        "",
        fault,
        "Compare the node's id with the one that its provider gave you");
  }

  private Optional<ProblemDocument> refusal() {
    synchronized (lock) {
      return refusal;
    }
  }

  private void refuse(ProblemDocument problem) {
    synchronized (lock) {
      refusal = Optional.of(problem);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // Only close interrupts; the loop looks at that next.
      Thread.currentThread().interrupt();
    }
  }

  // ------------------------------------------------------------------ other threads

  private void change() {
    while (true) {
      TapSessions.Session known;
      String wanted;
      synchronized (lock) {
        if (closed || session.isEmpty() || session.get().filter().equals(filter.strip())) {
          changing = false;
          return;
        }
        known = session.get();
        wanted = filter;
      }
      try {
        TapSessions.Session now = sessions.change(known, wanted);
        synchronized (lock) {
          session = session.filter(current -> current.id().equals(now.id())).map(_ -> now);
        }
      } catch (RefusedException e) {
        stopChanging(
            isForGood(e.problem()) && e.problem().status() != NOT_FOUND
                ? Optional.of(e.problem())
                : Optional.empty());
        return;
      } catch (GatewayException | WireException e) {
        stopChanging(Optional.empty());
        return;
      }
    }
  }

  // The watch's own thread tries again when it opens the stream anew, or tells the refusal.
  private void stopChanging(Optional<ProblemDocument> problem) {
    Optional<EventStream> open;
    synchronized (lock) {
      changing = false;
      refusal = refusal.or(() -> problem);
      open = stream;
    }
    open.ifPresent(TrafficWatch::closeQuietly);
  }

  /**
   * Ends the session, here and on the agent; the listener is not called again, but for a call that
   * is under way. Waits 2 s at most.
   */
  @Override
  public void close() {
    Optional<EventStream> open;
    Optional<TapSessions.Session> known;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      open = stream;
      known = session;
    }
    // A thread that reads ends with its stream; an interrupt might meet the listener instead.
    open.ifPresentOrElse(TrafficWatch::closeQuietly, thread::interrupt);
    // Without a stream the agent is not there, or ends the session by itself.
    if (open.isPresent() && known.isPresent()) {
      end(known.get());
    }
  }

  private void end(TapSessions.Session known) {
    Thread ending =
        Thread.ofVirtual()
            .name("traffic-end")
            .start(
                () -> {
                  try {
                    sessions.end(known);
                  } catch (GatewayException | WireException e) {
                    // It ends by itself within a minute.
                    return;
                  }
                });
    try {
      ending.join(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(EventStream open) {
    try {
      open.close();
    } catch (IOException e) {
      // It is broken already.
      return;
    }
  }
}
