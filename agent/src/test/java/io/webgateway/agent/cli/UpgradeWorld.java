package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.Agent;
import io.webgateway.agent.Launch;
import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.agent.config.AgentConfig;
import io.webgateway.agent.upgrade.SuccessorProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node of whole agents in this process, one after the other, and a command line. */
final class UpgradeWorld implements AutoCloseable {
  private final AgentConfig config;
  private final CliRun cli;
  private final List<Agent> agents = new CopyOnWriteArrayList<>();

  /** How the next process is started. */
  private volatile SuccessorProcess.Launcher next = this::succeed;

  private volatile String nextVersion = "1.0.1";

  UpgradeWorld(Path folder, List<Integer> backends) throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(
        file,
        """
        dataDirectory: %s
        listeners:
          http: 127.0.0.1:%d
          https: off
        management:
          tls: off
        backends:
          listed: [%s]
        """
            .formatted(
                folder.resolve("node"),
                freePort(),
                String.join(
                    ", ", backends.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList())));
    this.config = AgentCommands.config(Optional.of(file));
    this.cli = new CliRun(folder.resolve("home"), InstantSource.system());
    agents.add(Agent.start(config, launch("1.0.0", Optional.empty())));
    String socket = "unix:" + config.management().unixSocket();
    cli.with("WEBGW_AGENT", socket).with("WEBGW_IDENTITY", "ann");
    ok("identity", "new", "ann");
    ok("node", "enrol", "--pool", "gw.example.org", "--admission", "OPEN");
    ok("grant", "ann", "--names", "2", "--ports", "9", "--for", "30d", "--pool", "gw.example.org");
    ok("reserve", "blog", "--sponsor", "ann");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Result run(String... arguments) {
    return cli.run(arguments);
  }

  Result ok(String... arguments) {
    Result result = run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
    return result;
  }

  /** Publishes what is written, and waits until it is served. */
  void publish(String document) {
    cli.input(document);
    ok("apply", "-f", "-", "--wait");
  }

  int httpPort() {
    return config.listeners().http().orElseThrow().toSocketAddress().getPort();
  }

  /** The next process says that it is of this version. */
  void nextIsOfVersion(String version) {
    nextVersion = version;
  }

  /** The next process is started in this way. */
  void nextStarts(SuccessorProcess.Launcher launcher) {
    next = launcher;
  }

  /** The next process is started as it should be. */
  void nextStartsWell() {
    next = this::succeed;
  }

  Agent latest() {
    return agents.getLast();
  }

  private Launch launch(String version, Optional<Path> predecessor) {
    return new Launch(
        version, predecessor, meeting -> next.start(meeting), Optional.empty(), List.of());
  }

  private SuccessorProcess succeed(Path meeting) {
    return InThisProcess.of(
        () -> {
          Agent agent = Agent.start(config, launch(nextVersion, Optional.of(meeting)));
          agents.add(agent);
          agent.awaitEnd();
        });
  }

  @Override
  public void close() {
    agents.reversed().forEach(Agent::close);
  }

  /** A successor that is a thread. */
  record InThisProcess(Thread thread, CompletableFuture<String> ended) implements SuccessorProcess {
    /** What it does. */
    interface Work {
      void run() throws Exception;
    }

    static InThisProcess of(Work work) {
      CompletableFuture<String> ended = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .name("successor")
              .start(
                  () -> {
                    try {
                      work.run();
                      ended.complete("in order");
                    } catch (Exception e) {
                      ended.complete(String.valueOf(e.getMessage()));
                    }
                  });
      return new InThisProcess(thread, ended);
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public void end() {
      thread.interrupt();
    }
  }
}
