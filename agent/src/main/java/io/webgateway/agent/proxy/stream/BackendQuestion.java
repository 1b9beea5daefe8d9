package io.webgateway.agent.proxy.stream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import java.util.function.Consumer;

/**
 * Asks once whether a backend still takes connections, by one that carries nothing. Confined to the
 * event loop.
 */
final class BackendQuestion {
  private final BackendSearch search;
  private final DeadlineWheel wheel;
  private boolean answered;

  BackendQuestion(BackendSearch search, DeadlineWheel wheel) {
    this.search = search;
    this.wheel = wheel;
  }

  /**
   * Asks; told on the event loop, once.
   *
   * @param lastingMillis how long the connection must last; 0 for no time at all
   */
  void ask(long lastingMillis, Consumer<Boolean> then) {
    search.connect(
        Introduction.ofGateway(search.proxyProtocol()),
        outcome -> {
          switch (outcome) {
            case ConnectOutcome.Connected connected ->
                watch(connected.channel(), lastingMillis, then);
            case ConnectOutcome.NotConnected _ -> then.accept(false);
          }
        });
  }

  private void watch(Channel channel, long lastingMillis, Consumer<Boolean> then) {
    if (lastingMillis == 0) {
      channel.close();
      then.accept(true);
      return;
    }
    Deadline lasted = wheel.deadline(() -> answer(channel, true, then));
    lasted.inMillis(wheel.nowNanos(), lastingMillis);
    channel
        .closeFuture()
        .addListener(
            _ -> {
              lasted.discard();
              answer(channel, false, then);
            });
  }

  private void answer(Channel channel, boolean takes, Consumer<Boolean> then) {
    if (!answered) {
      answered = true;
      channel.close();
      then.accept(takes);
    }
  }
}
