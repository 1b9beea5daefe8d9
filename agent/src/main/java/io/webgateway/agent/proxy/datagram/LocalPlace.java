package io.webgateway.agent.proxy.datagram;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of this machine that clients send to, and the socket that answers leave from: at first
 * maybe one that is bound to every address, then the address's own. Confined to the event loop.
 */
final class LocalPlace {
  private final InetAddress address;
  private final List<Runnable> waiting = new ArrayList<>(1);
  private Channel socket;
  private boolean settled;

  /**
   * A place.
   *
   * @param settled whether it has the socket that it will answer from
   */
  LocalPlace(InetAddress address, Channel socket, boolean settled) {
    this.address = address;
    this.socket = socket;
    this.settled = settled;
  }

  /** Runs it once it is known where answers leave from; before, none may be asked for. */
  void whenSettled(Runnable work) {
    if (settled) {
      work.run();
    } else {
      waiting.add(work);
    }
  }

  /** There will be no other socket. */
  void settle() {
    settled = true;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  InetAddress address() {
    return address;
  }

  Channel socket() {
    return socket;
  }

  void answerFrom(Channel own) {
    socket = own;
    settle();
  }
}
