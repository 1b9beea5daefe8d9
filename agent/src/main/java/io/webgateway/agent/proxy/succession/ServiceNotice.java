package io.webgateway.agent.proxy.succession;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager which process is the service now, by the protocol of sd_notify(3): a
 * datagram to the unix socket that the environment names. Where there is no service manager, or it
 * does not listen, nothing happens. Any thread; does not wait.
 *
 * @param socket a path, or {@code @} and a name for a socket without one
 */
public record ServiceNotice(String socket) {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotice.class);
  private static final String VARIABLE = "NOTIFY_SOCKET";

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
