package io.webgateway.agent.proxy.succession;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager which process is the service now, and gives it listening sockets to
 * keep, by the protocol of sd_notify(3): a datagram to the unix socket that the environment names.
 * Where there is no service manager, or it does not listen, nothing happens. Any thread; waits for
 * a second at most.
 *
 * @param socket a path, or {@code @} and a name for a socket without one
 */
public record ServiceNotice(String socket) {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotice.class);
  private static final String VARIABLE = "NOTIFY_SOCKET";
  private static final int TRIES = 500;
  private static final long TRY_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Where the environment says; empty when nobody wants to be told. */
  public static Optional<ServiceNotice> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(name -> name.startsWith("/") || name.startsWith("@"))
        .filter(_ -> Epoll.isAvailable())
        .map(ServiceNotice::new);
  }

  /** This process serves, and is the service's main one. */
  public void serves(long pid) {
    say("READY=1\nMAINPID=" + pid + "\nSTATUS=Serving\n");
  }

  /** The service stops. */
  public void stops() {
    say("STOPPING=1\n");
  }

  /** It is to keep a socket open while no process has it. */
  void keeps(ListeningSocket socket) {
    KeptName.of(socket.name())
        .ifPresent(name -> give("FDSTORE=1\nFDPOLL=0\nFDNAME=" + name + "\n", socket.descriptor()));
  }

  /** It is to close a socket that it keeps. */
  void forgets(SocketName socket) {
    KeptName.of(socket).ifPresent(name -> say("FDSTOREREMOVE=1\nFDNAME=" + name + "\n"));
  }

  private void give(String text, int descriptor) {
    Socket sender = Socket.newSocketDomainDgram();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      int tries = 0;
      while (!DescriptorDatagram.send(sender.intValue(), address(), bytes, descriptor)) {
        if (++tries == TRIES) {
          throw new IOException("it does not read what it is told");
        }
        LockSupport.parkNanos(TRY_AGAIN_NANOS);
      }
    } catch (IOException e) {
      LOG.warn("The service manager could not be given a socket to keep: {}", e.toString());
    } finally {
      close(sender);
    }
  }

  private void say(String text) {
    Socket sender = Socket.newSocketDomainDgram();
    try {
      ByteBuffer bytes = ByteBuffer.allocateDirect(text.length());
      bytes.put(text.getBytes(StandardCharsets.US_ASCII));
      sender.sendToDomainSocket(bytes, 0, text.length(), address());
    } catch (IOException e) {
      LOG.warn("The service manager could not be told: {}", e.toString());
    } finally {
      close(sender);
    }
  }

  /** A socket without a path begins with a zero (unix(7)). */
  private byte[] address() {
    byte[] bytes = socket.getBytes(StandardCharsets.UTF_8);
    if (bytes[0] == '@') {
      bytes[0] = 0;
    }
    return bytes;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket did not close", e);
    }
  }
}
