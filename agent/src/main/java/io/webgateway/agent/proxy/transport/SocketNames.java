package io.webgateway.agent.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AttributeKey;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketName;
import java.util.Optional;

/** The names of listening sockets, kept with their channels. Any thread. */
public final class SocketNames {
  private static final AttributeKey<SocketName> NAME = AttributeKey.valueOf("socket-name");

  private SocketNames() {}

  /** Names a socket. */
  public static void name(Channel channel, SocketName name) {
    channel.attr(NAME).set(name);
  }

  /** The name that a socket was given. */
  public static Optional<SocketName> nameOf(Channel channel) {
    return Optional.ofNullable(channel.attr(NAME).get());
  }

  /** A socket that can be passed on: an open one of epoll that has a name. */
  public static Optional<ListeningSocket> of(Channel channel) {
    return channel instanceof UnixChannel unix && channel.isOpen()
        ? nameOf(channel).map(name -> new ListeningSocket(name, unix.fd().intValue()))
        : Optional.empty();
  }
}
