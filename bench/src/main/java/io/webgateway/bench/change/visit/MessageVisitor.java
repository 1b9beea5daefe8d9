package io.webgateway.bench.change.visit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One connection on which numbered messages go and come back; makes another one when it ends. */
final class MessageVisitor implements Visitor {
  /** A message that was sent so shortly before the end may have crossed with the word of it. */
  static final long CROSSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Notes notes;
  private final int port;
  private final Pace pace;
  private final Supplier<Messages> ways;
  private volatile Optional<Talk> talk = Optional.empty();
  private volatile boolean stopped;

  /**
   * A visitor.
   *
   * @param ways how messages travel, anew for each connection
   */
  MessageVisitor(Notes notes, int port, Pace pace, Supplier<Messages> ways) {
    this.notes = notes;
    this.port = port;
    this.pace = pace;
    this.ways = ways;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long oldestNanos() {
    return talk.map(open -> open.tracked.oldestNanos()).orElse(Long.MAX_VALUE);
  }

  @Override
  public void run() {
    while (!stopped) {
      Messages way = ways.get();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Http1Visitor.PATIENCE_MILLIS);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        way.open(in, socket.getOutputStream());
        // Answers may stay away as long as they like: the messages have the patience.
        socket.setSoTimeout(0);
        notes.connected(socket.getLocalPort());
        Talk open = new Talk(socket, in, way);
        talk = Optional.of(open);
        open.run();
      } catch (IOException e) {
        notes.fault(Fault.REFUSED, Notes.words(e));
        LockSupport.parkNanos(pace.intervalNanos());
      }
      talk = Optional.empty();
    }
  }

  /** One connection that is open. */
  private final class Talk {
    private final Socket socket;
    private final InputStream in;
    private final Messages way;
    private final Tracked tracked = new Tracked(notes);
    private final AtomicBoolean ended = new AtomicBoolean();

    Talk(Socket socket, InputStream in, Messages way) {
      this.socket = socket;
      this.in = in;
      this.way = way;
    }

    void run() throws IOException {
      OutputStream out = socket.getOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> read(out));
      while (!stopped && !ended.get()) {
        LockSupport.parkNanos(pace.untilNextNanos());
        tracked.giveUp();
        if (!ended.get()) {
          send(out);
        }
      }
      if (!ended.get()) {
        leave(out);
      }
      socket.close();
      join(reader);
    }

    private void send(OutputStream out) {
      try {
        way.send(out, tracked.next());
      } catch (IOException e) {
        end(Notes.words(e));
      }
    }

    private void read(OutputStream out) {
      try {
        while (true) {
          switch (way.next(in, out)) {
            case Messages.Got.Message(String text) -> tracked.came(text);
            case Messages.Got.Nothing _ -> {
              // It is not about messages.
            }
            case Messages.Got.AskedToLeave _ -> {
              asked();
              return;
            }
            case Messages.Got.Ended(String detail) -> {
              end(detail);
              return;
            }
          }
        }
      } catch (IOException e) {
        end(Notes.words(e));
      }
    }

    private void asked() {
      if (ended.compareAndSet(false, true)) {
        notes.asked();
        tracked.giveUpAllOlderThan(CROSSED_NANOS);
      }
    }

    private void end(String detail) {
      if (ended.compareAndSet(false, true)) {
        tracked.ended(detail);
      }
    }

    /** Waits for what is under way, says good-bye. */
    private void leave(OutputStream out) {
      tracked.await(LAST_WAIT_NANOS, ended::get);
      if (ended.compareAndSet(false, true)) {
        tracked.giveUpAllOlderThan(0);
        try {
          way.leave(out);
        } catch (IOException e) {
          // Then the end of the connection has to say it.
        }
      }
    }

    private static void join(Thread reader) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
