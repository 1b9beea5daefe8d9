package io.webgateway.agent.upgrade;

import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.proxy.Succession;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketPassing;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.wire.TrafficCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newer process's side of an upgrade, step by step in the order of its methods. The one who
 * started it watches the time, and ends it if need be. One thread, but for {@link #leaving}.
 */
public final class Successor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
  private static final long WATCH_LOOK_MILLIS = 100;

  private final UpgradePaths paths;
  private final Conversation conversation;
  private final Message.Sockets greeting;
  private final List<ListeningSocket> sockets;
  private volatile Optional<Leaving> leaving = Optional.empty();

  /**
   * A process of this node that only ends what is under way.
   *
   * @param pid its process id
   * @param version of its program
   * @param underWay connections and flows that are left
   * @param until when they are cut
   */
  public record Leaving(long pid, String version, int underWay, Instant until) {}

  private Successor(
      UpgradePaths paths,
      Conversation conversation,
      Message.Sockets greeting,
      List<ListeningSocket> sockets) {
    this.paths = paths;
    this.conversation = conversation;
    this.greeting = greeting;
    this.sockets = sockets;
  }

  /** Where the process that is to be succeeded waits; empty when there is none. */
  public static Optional<Path> meeting(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(SuccessorProcess.VARIABLE)).map(Path::of);
  }

  /**
   * Greets the process that serves, and gets its listening sockets.
   *
   * @throws IOException when it is not there, or refuses; says why
   */
  public static Successor greet(Path meeting, String version) throws IOException {
    UpgradePaths paths = new UpgradePaths(meeting);
    Conversation conversation = Conversation.with(paths.talk());
    try {
      conversation.say(new Message.Hello(version, ProcessHandle.current().pid()));
      Message.Sockets greeting = expect(conversation, Message.Sockets.class);
      List<ListeningSocket> sockets =
          SocketPassing.receive(paths.sockets(), greeting.names(), Predecessor.PATIENCE_MILLIS);
      return new Successor(paths, conversation, greeting, sockets);
    } catch (IOException e) {
      conversation.close();
      throw e;
    }
  }

  private static <T extends Message> T expect(Conversation conversation, Class<T> type)
      throws IOException {
    Message message = conversation.hear();
    if (message instanceof Message.Refused(String reason)) {
      throw new IOException("The process that serves does not give way: " + reason);
    }
    if (!type.isInstance(message)) {
      throw new IOException("The process that serves said " + message + " out of turn");
    }
    return type.cast(message);
  }

  /** The listening sockets. */
  public List<ListeningSocket> sockets() {
    return sockets;
  }

  /**
   * Waits until the other process has closed its state.
   *
   * @throws IOException when it does not
   */
  public void awaitStateClosed() throws IOException {
    expect(conversation, Message.StateClosed.class);
  }

  /**
   * Says that this process could serve, and begins to when the other has stepped aside. From then
   * on the other one's usage and traffic count here.
   *
   * @throws IOException when the other one does not step aside
   */
  public void serve(Succession succession, TrafficRing traffic, UsageMeters usage)
      throws IOException {
    conversation.say(new Message.Ready());
    Message.Go go = expect(conversation, Message.Go.class);
    List<FlowName> flows = go.flows().stream().map(PassedFlow::name).toList();
    if (!flows.isEmpty()) {
      succession.leaveDatagramsTo(paths.flows(), flows);
    }
    succession.beginServing();
    note(go.left());
    conversation.say(new Message.Serving());
    Thread.ofVirtual().name("predecessor").start(() -> follow(traffic, usage));
    Thread.ofVirtual().name("predecessor-watch").start(() -> tellWhetherWatched(traffic));
  }

  private void note(Message.Left left) {
    leaving =
        Optional.of(
            new Leaving(
                greeting.pid(),
                greeting.version(),
                left.underWay(),
                Instant.ofEpochMilli(left.untilEpochMillis())));
  }

  private void follow(TrafficRing traffic, UsageMeters usage) {
    try {
      while (true) {
        switch (conversation.hear()) {
          case Message.Left left -> note(left);
          case Message.Used used ->
              used.used().forEach(each -> usage.add(each.key(), each.totals()));
          case Message.Traffic(String event) ->
              TrafficCodec.read(event).ifPresent(traffic::publish);
          case Message.Hello _,
              Message.Sockets _,
              Message.Refused _,
              Message.StateClosed _,
              Message.Ready _,
              Message.Go _,
              Message.Serving _,
              Message.Watch _ -> {}
        }
      }
    } catch (IOException e) {
      LOG.info("Process {} has ended: {}", greeting.pid(), e.getMessage());
      leaving = Optional.empty();
    }
  }

  private void tellWhetherWatched(TrafficRing traffic) {
    boolean told = false;
    try {
      while (leaving.isPresent()) {
        if (traffic.enabled() != told) {
          told = !told;
          conversation.say(new Message.Watch(told));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_LOOK_MILLIS));
      }
    } catch (IOException e) {
      LOG.debug("The process that is leaving is gone", e);
    }
  }

  /** The process that was succeeded, while it is there. Any thread. */
  public Optional<Leaving> leaving() {
    return leaving;
  }

  @Override
  public void close() throws IOException {
    conversation.close();
  }
}
