package io.webgateway.agent.proxy.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;

/**
 * Has the system find out when the machine at the other side of a connection is gone without a
 * word: after half a minute instead of a quarter of an hour, or never. Where the JDK's sockets are
 * used it is as slow as ever.
 */
final class LostPeers {
  private static final int QUIET_SECONDS = 15;
  private static final int BETWEEN_SECONDS = 5;
  private static final int PROBES = 3;
  private static final int UNACKNOWLEDGED_MILLIS = 30_000;

  private LostPeers() {}

  static void find(Channel channel) {
    if (channel.config() instanceof EpollSocketChannelConfig config) {
      config.setOption(ChannelOption.SO_KEEPALIVE, true);
      config.setOption(EpollChannelOption.TCP_KEEPIDLE, QUIET_SECONDS);
      config.setOption(EpollChannelOption.TCP_KEEPINTVL, BETWEEN_SECONDS);
      config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
      config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLIS);
    }
  }
}
