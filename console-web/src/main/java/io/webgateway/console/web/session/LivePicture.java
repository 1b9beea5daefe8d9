package io.webgateway.console.web.session;

import io.webgateway.client.GatewayException;
import io.webgateway.client.live.Freshness;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.wire.ProblemDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link Picture} up to date: reads the lists, follows the changes of conditions, reads
 * again when something was missed or changed, and goes on trying when the agent is away. What was
 * read last stays, with its age. One virtual thread of its own; thread-safe.
 */
public final class LivePicture implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePicture.class);
  // Terms, nodes and certificates are not told as events.
  private static final Duration REREAD = Duration.ofSeconds(60);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private final PictureSource source;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("picture").unstarted(this::keep);
  // One place: any number of wishes to read again are one reading.
  private final BlockingQueue<Boolean> wishes = new ArrayBlockingQueue<>(1);
  private final List<Runnable> viewers = new CopyOnWriteArrayList<>();
  private Picture picture = Picture.EMPTY;
  private Freshness freshness = Freshness.NOTHING_YET;
  private Optional<ProblemText> refusal = Optional.empty();
  private Optional<AutoCloseable> following = Optional.empty();
  private boolean isOpen;
  private boolean closed;

  /** Reads nothing before it is started. */
  public LivePicture(PictureSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** As it was read last. */
  public synchronized Picture picture() {
    return picture;
  }

  /** How far that can be believed. */
  public synchronized Freshness freshness() {
    return freshness;
  }

  /** Why the agent refuses to tell more, if it does. */
  public synchronized Optional<ProblemText> refusal() {
    return refusal;
  }

  /** Reads the lists again, soon. */
  public void refresh() {
    boolean isWish = wishes.offer(true);
    LOG.trace("a reading was asked for: {}", isWish);
  }

  /**
   * Tells of every change from now on, on this picture's threads.
   *
   * @param viewer hands over and returns
   * @return ends it
   */
  public Runnable onChange(Runnable viewer) {
    viewers.add(viewer);
    return () -> viewers.remove(viewer);
  }

  private void keep() {
    Duration pause = FIRST_RETRY;
    while (!isClosed()) {
      boolean isRead = readOnce();
      pause = isRead ? FIRST_RETRY : shorter(pause.multipliedBy(2), LAST_RETRY);
      try {
        wishes.poll((isRead ? REREAD : pause).toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Reads the lists once; false when the agent did not let it. */
  boolean readOnce() {
    try {
      Picture read = source.read();
      synchronized (this) {
        picture = read;
        freshness = (isOpen ? freshness.opened() : freshness).loaded(clock.instant());
        refusal = Optional.empty();
      }
      followIfNeeded();
      told();
      return true;
    } catch (GatewayException e) {
      failed(e);
    } catch (RuntimeException e) {
      LOG.error("The lists could not be read", e);
      failed(e);
    }
    return false;
  }

  private void failed(RuntimeException e) {
    ProblemText text = ProblemText.of(e);
    synchronized (this) {
      freshness = freshness.broken(clock.instant(), text.title());
      refusal = text.mayPass() ? Optional.empty() : Optional.of(text);
    }
    told();
  }

  /** Follows changes by another stream from now on: the keys have changed. */
  void followAnew() {
    Optional<AutoCloseable> open;
    synchronized (this) {
      open = following;
      following = Optional.empty();
    }
    open.ifPresent(LivePicture::end);
    refresh();
  }

  private void followIfNeeded() {
    synchronized (this) {
      if (closed || following.isPresent()) {
        return;
      }
      following = Optional.of(source.follow(new Changes()));
    }
  }

  private void told() {
    viewers.forEach(Runnable::run);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    Optional<AutoCloseable> open;
    synchronized (this) {
      closed = true;
      open = following;
      following = Optional.empty();
    }
    viewers.clear();
    open.ifPresent(LivePicture::end);
    thread.interrupt();
  }

  private static void end(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      LOG.warn("The stream of changes did not end well", e);
    }
  }

  /** What the stream of changes tells. */
  private final class Changes implements StatusListener {

    @Override
    public void connected() {
      synchronized (LivePicture.this) {
        isOpen = true;
        freshness = freshness.opened();
      }
      refresh();
      told();
    }

    @Override
    public void conditions(String workload, List<ConditionRow> conditions) {
      boolean isKnown;
      synchronized (LivePicture.this) {
        isKnown = picture.workload(workload).isPresent();
        picture = picture.with(workload, conditions);
      }
      if (!isKnown) {
        refresh();
      }
      told();
    }

    @Override
    public void removed(String workload) {
      refresh();
    }

    @Override
    public void gap() {
      refresh();
    }

    @Override
    public void interrupted(String reason) {
      synchronized (LivePicture.this) {
        isOpen = false;
        freshness = freshness.broken(clock.instant(), reason);
      }
      told();
    }

    @Override
    public void refused(ProblemDocument problem) {
      synchronized (LivePicture.this) {
        isOpen = false;
        freshness = freshness.broken(clock.instant(), problem.detail());
        refusal = Optional.of(ProblemText.of(problem));
        following = Optional.empty();
      }
      told();
    }
  }
}
