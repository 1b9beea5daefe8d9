package io.webgateway.agent.proxy.stream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.routing.resume.ResumableStream;
import java.util.function.Consumer;

/**
 * Asks once whether a backend still takes connections, by one that carries nothing and has to last.
 * A program that is being ended takes connections for a moment longer than it keeps the old ones,
 * so that one was taken says nothing. Confined to the event loop.
 */
final class BackendQuestion {
  private static final long LASTING_MILLIS = ResumableStream.STANDS_NANOS / 1_000_000L;

  private final BackendSearch search;
  private final DeadlineWheel wheel;
  private boolean answered;

  BackendQuestion(BackendSearch search, DeadlineWheel wheel) {
    this.search = search;
    this.wheel = wheel;
  }

  /** Asks; told on the event loop, once. */
  void ask(Consumer<Boolean> then) {
    search.connect(
        Introduction.ofGateway(search.proxyProtocol()),
        outcome -> {
          switch (outcome) {
            case ConnectOutcome.Connected connected -> watch(connected.channel(), then);
            case ConnectOutcome.NotConnected _ -> then.accept(false);
          }
        });
  }

  private void watch(Channel channel, Consumer<Boolean> then) {
    Deadline lasted = wheel.deadline(() -> answer(channel, true, then));
    lasted.inMillis(wheel.nowNanos(), LASTING_MILLIS);
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
