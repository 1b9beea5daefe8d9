package io.webgateway.agent.upgrade;

import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.proxy.Succession;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketPassing;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.agent.upgrade.Handover.Input;
import io.webgateway.agent.upgrade.Handover.Output;
import io.webgateway.agent.upgrade.Handover.Phase;
import io.webgateway.agent.upgrade.Handover.Step;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The older process's side of an upgrade: does what {@link Handover} decides, on a thread of its
 * own that lives as long as an upgrade does. Public methods may be called by any thread.
 */
public final class Predecessor {
  /** A successor that is not there, or not ready, within this is ended. */
  public static final long PATIENCE_MILLIS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);
  private static final long OPEN_AGAIN_MILLIS = 1_000;

  /** What the node does when it is told to; called on the upgrade's thread. */
  public interface Node {
    /** The version of the program. */
    String version();

    /** The sockets that visitors come to. */
    Succession succession();

    /** Closes everything on disk, and the management API; the data plane serves on. */
    void closeState();

    /**
     * Opens it again.
     *
     * @throws IOException when it cannot be opened now
     */
    void openState() throws IOException;

    /** Asks visitors to come back on new connections, and cuts what is left at the limit. */
    void sendOff(long limitMillis);

    /** Connections and flows that are under way, those of older processes included. */
    int underWay();

    /** What tells of traffic. */
    TrafficRing traffic();

    /** What counts usage. */
    UsageMeters usage();

    /** Cuts what is left, and ends the process. */
    void end();
  }

  private final Node node;
  private final Path folder;
  private final SuccessorProcess.Launcher launcher;
  private final InstantSource clock;
  private final long patienceMillis;
  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private Handover handover = Handover.SERVING;
  private boolean stateIsOpen = true;
  private long limitMillis;
  private Optional<Meeting> meeting = Optional.empty();
  private volatile UpgradeStatus status = UpgradeStatus.NONE;
  private volatile boolean busy;
  private volatile boolean watched;
  private volatile Optional<Conversation> conversation = Optional.empty();

  /**
   * Where both meet, while they do.
   *
   * @param paths the folder
   * @param talk waits for the successor
   * @param sockets gives the sockets
   * @param process the successor
   */
  private record Meeting(
      UpgradePaths paths,
      ServerSocketChannel talk,
      SocketPassing sockets,
      SuccessorProcess process) {}

  /**
   * Ready to be asked.
   *
   * @param folder of the agent's alone, for sockets
   * @param launcher starts successors
   */
  public Predecessor(
      Node node, Path folder, SuccessorProcess.Launcher launcher, InstantSource clock) {
    this(node, folder, launcher, clock, PATIENCE_MILLIS);
  }

  Predecessor(
      Node node,
      Path folder,
      SuccessorProcess.Launcher launcher,
      InstantSource clock,
      long patienceMillis) {
    this.node = node;
    this.folder = folder;
    this.launcher = launcher;
    this.clock = clock;
    this.patienceMillis = patienceMillis;
  }

  /** How the last upgrade went. */
  public UpgradeStatus status() {
    return status;
  }

  /**
   * Begins an upgrade.
   *
   * @param force even to an older version
   * @param limit for what is under way here afterwards, in milliseconds
   * @return why not, where it cannot begin
   */
  public synchronized Optional<String> begin(boolean force, long limit) {
    if (!node.succession().isPossible()) {
      return Optional.of("Sockets can be passed on with epoll only, on Linux");
    }
    if (busy) {
      return Optional.of("An upgrade is under way already");
    }
    busy = true;
    limitMillis = limit;
    inputs.clear();
    inputs.add(new Input.Asked(force));
    Thread.ofPlatform().name("upgrade").start(this::work);
    return Optional.empty();
  }

  private void work() {
    try {
      do {
        Input input = inputs.poll(patienceMillis, TimeUnit.MILLISECONDS);
        decide(input == null ? new Input.TimeIsUp() : input);
      } while (handover.phase() != Phase.SERVING && handover.phase() != Phase.LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeMeeting();
      busy = handover.phase() == Phase.LEAVING;
    }
  }

  private void decide(Input input) {
    Step step = handover.on(input);
    handover = step.next();
    for (Output output : step.outputs()) {
      try {
        carryOut(output);
      } catch (IOException | RuntimeException e) {
        LOG.warn("The upgrade fails at {}: {}", output, e.toString());
        inputs.add(new Input.Failed(words(e)));
        return;
      }
    }
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void carryOut(Output output) throws IOException {
    switch (output) {
      case START -> start();
      case GIVE_SOCKETS -> giveSockets();
      case CLOSE_STATE -> closeState();
      case SAY_CLOSED -> say(new Message.StateClosed());
      case STEP_ASIDE -> stepAside();
      case STEP_BACK -> node.succession().beginServing();
      case END_SUCCESSOR -> endSuccessor();
      case OPEN_STATE -> openState();
      case OPEN_LATER -> openLater();
      case LEAVE -> leave();
      case REPORT -> report();
    }
  }

  private void start() throws IOException {
    UpgradePaths paths = UpgradePaths.fresh(folder);
    ServerSocketChannel talk = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    talk.bind(UnixDomainSocketAddress.of(paths.talk()));
    SocketPassing sockets = SocketPassing.listen(paths.sockets());
    SuccessorProcess process = launcher.start(paths.folder());
    meeting = Optional.of(new Meeting(paths, talk, sockets, process));
    status = underWay(process.pid());
    LOG.info("Upgrade: process {} was started", process.pid());
    process.ended().thenAccept(how -> inputs.add(new Input.Failed("it ended: " + how)));
    Thread.ofVirtual().name("upgrade-talk").start(() -> listen(talk));
  }

  private UpgradeStatus underWay(long pid) {
    return new UpgradeStatus("under way", pid, Optional.empty(), Optional.of(clock.instant()));
  }

  private void listen(ServerSocketChannel talk) {
    try {
      Conversation open = new Conversation(talk.accept());
      conversation = Optional.of(open);
      while (true) {
        heard(open.hear());
      }
    } catch (IOException e) {
      inputs.add(new Input.Failed(words(e)));
    }
  }

  private void heard(Message message) {
    switch (message) {
      case Message.Hello hello -> inputs.add(new Input.Greeted(node.version(), hello.version()));
      case Message.Ready _ -> inputs.add(new Input.Ready());
      case Message.Serving _ -> inputs.add(new Input.Serving());
      case Message.Watch watch -> watched = watch.wanted();
      case Message.Sockets _,
          Message.Refused _,
          Message.StateClosed _,
          Message.Go _,
          Message.Left _,
          Message.Used _,
          Message.Traffic _ ->
          inputs.add(new Input.Failed("it said what only a predecessor says"));
    }
  }

  private void say(Message message) throws IOException {
    conversation.orElseThrow(() -> new IOException("nobody is there to be told")).say(message);
  }

  private void giveSockets() throws IOException {
    List<ListeningSocket> all = node.succession().sockets();
    say(
        new Message.Sockets(
            node.version(),
            ProcessHandle.current().pid(),
            all.stream().map(ListeningSocket::name).toList()));
    Meeting open = meeting.orElseThrow();
    open.sockets().send(all, patienceMillis, () -> open.process().ended().isDone());
    inputs.add(new Input.SocketsGiven());
  }

  private void closeState() {
    stateIsOpen = false;
    node.closeState();
    inputs.add(new Input.StateClosed());
  }

  private void stepAside() throws IOException {
    List<FlowName> flows = node.succession().stepAside();
    node.succession().takeDatagramsAt(meeting.orElseThrow().paths().flows());
    Message.Left left =
        new Message.Left(node.underWay(), clock.instant().plusMillis(limitMillis).toEpochMilli());
    say(new Message.Go(flows.stream().map(PassedFlow::of).toList(), left));
  }

  private void endSuccessor() {
    meeting.ifPresent(
        open -> {
          if (!handover.problem().isEmpty()) {
            refuse(handover.problem());
          }
          open.process().end();
          open.process().ended().thenAccept(_ -> inputs.add(new Input.Ended()));
        });
    if (meeting.isEmpty()) {
      inputs.add(new Input.Ended());
    }
  }

  // Only if it still listens; it is ended anyway.
  private void refuse(String reason) {
    try {
      say(new Message.Refused(reason));
    } catch (IOException e) {
      LOG.debug("The successor could not be told why it is ended", e);
    }
  }

  private void openState() {
    try {
      if (!stateIsOpen) {
        node.openState();
        stateIsOpen = true;
      }
      inputs.add(new Input.StateOpened());
    } catch (IOException | RuntimeException e) {
      LOG.error("The state could not be opened again; the last table serves on", e);
      inputs.add(new Input.StateNotOpened(words(e)));
    }
  }

  private void openLater() {
    try {
      TimeUnit.MILLISECONDS.sleep(OPEN_AGAIN_MILLIS);
      openState();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    node.succession().letGo();
    LOG.info("Upgrade: the next process serves; what is under way here goes on");
    Conversation open = conversation.orElseThrow();
    Thread.ofPlatform()
        .name("departure")
        .start(new Departure(node, open, clock, limitMillis, () -> watched));
  }

  private void report() {
    status =
        new UpgradeStatus(
            "failed",
            meeting.map(open -> open.process().pid()).orElse(0L),
            Optional.of(handover.problem()),
            Optional.of(clock.instant()));
    LOG.error("The upgrade did not come about: {}. This process serves on", handover.problem());
    handover = Handover.SERVING;
  }

  private void closeMeeting() {
    meeting.ifPresent(Predecessor::close);
    meeting = Optional.empty();
    if (handover.phase() != Phase.LEAVING) {
      conversation.ifPresent(Predecessor::hangUp);
      conversation = Optional.empty();
    }
  }

  private static void hangUp(Conversation open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.debug("A connection to a successor did not close", e);
    }
  }

  private static void close(Meeting open) {
    try {
      open.talk().close();
      open.sockets().close();
      open.paths().remove();
    } catch (IOException e) {
      LOG.warn("What was left of an upgrade could not be removed", e);
    }
  }
}
