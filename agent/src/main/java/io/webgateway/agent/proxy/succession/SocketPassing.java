package io.webgateway.agent.proxy.succession;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Passes open sockets between two processes over a unix socket (unix(7), SCM_RIGHTS). Blocks the
 * calling thread, for so long at most as was said; never on an event loop.
 */
public final class SocketPassing implements AutoCloseable {
  private static final int BACKLOG = 1;
  private static final int PATH_BYTES = 108;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Socket socket;

  private SocketPassing(Socket socket) {
    this.socket = socket;
  }

  /**
   * Waits at a path for the other process.
   *
   * @throws IOException when there can be no socket at the path
   */
  public static SocketPassing listen(Path path) throws IOException {
    Epoll.ensureAvailability();
    Socket socket = Socket.newSocketDomain();
    try {
      socket.bind(new DomainSocketAddress(path.toString()));
      socket.listen(BACKLOG);
      return new SocketPassing(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends to whoever connects first.
   *
   * @param isGone whether the other process is no more
   * @throws IOException when nobody does in time, or leaves
   */
  public void send(List<ListeningSocket> sockets, long timeoutMillis, BooleanSupplier isGone)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    int peer = socket.accept(new byte[PATH_BYTES]);
    while (peer < 0) {
      if (isGone.getAsBoolean()) {
        throw new IOException("the process that the sockets are for is gone");
      }
      waitUntil(deadline, "nobody came for the sockets");
      peer = socket.accept(new byte[PATH_BYTES]);
    }
    Socket to = new Socket(peer);
    try {
      for (ListeningSocket each : sockets) {
        while (to.sendFd(each.descriptor()) < 0) {
          waitUntil(deadline, "the sockets were not taken");
        }
      }
    } finally {
      to.close();
    }
  }

  /**
   * Takes sockets.
   *
   * @param names of what comes, in order
   * @throws IOException when not all of them come in time; those that came are closed
   */
  public static List<ListeningSocket> receive(Path path, List<SocketName> names, long timeoutMillis)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Epoll.ensureAvailability();
    Socket from = Socket.newSocketDomain();
    List<ListeningSocket> taken = new ArrayList<>();
    try {
      from.connect(new DomainSocketAddress(path.toString()));
      for (SocketName name : names) {
        taken.add(new ListeningSocket(name, next(from, deadline)));
      }
      return List.copyOf(taken);
    } catch (IOException e) {
      InheritedSockets.ofPredecessor(taken).closeRest();
      throw e;
    } finally {
      from.close();
    }
  }

  private static int next(Socket from, long deadline) throws IOException {
    int descriptor = from.recvFd();
    while (descriptor == 0) {
      waitUntil(deadline, "not all sockets came");
      descriptor = from.recvFd();
    }
    if (descriptor < 0) {
      throw new IOException("the other process left before all sockets had come");
    }
    return descriptor;
  }

  private static void waitUntil(long deadline, String otherwise) throws IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException(otherwise);
    }
    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
