package io.webgateway.agent;

import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.ServiceNotice;
import io.webgateway.agent.proxy.succession.ServiceSockets;
import io.webgateway.agent.upgrade.Successor;
import io.webgateway.agent.upgrade.SuccessorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process of the agent came to be, and how the next one does.
 *
 * @param version of the program
 * @param predecessor where the process that is to be succeeded waits, if there is one
 * @param next starts the process that will succeed this one
 * @param service who wants to be told which process is the service, if anybody does
 * @param kept listening sockets that the service manager kept for this process
 */
public record Launch(
    String version,
    Optional<Path> predecessor,
    SuccessorProcess.Launcher next,
    Optional<ServiceNotice> service,
    List<ListeningSocket> kept) {

  /** Copies the list. */
  public Launch {
    kept = List.copyOf(kept);
  }

  /** The first process of a node, which nobody can succeed. */
  public static Launch alone() {
    return new Launch(
        Node.version(),
        Optional.empty(),
        meeting -> {
          throw new IOException("this process does not know how it was started");
        },
        Optional.empty(),
        List.of());
  }

  /**
   * A process as the command line starts it.
   *
   * @param environment says whom it succeeds
   * @param command that starts the next one
   * @param more variables for that
   */
  public static Launch of(
      Map<String, String> environment, List<String> command, Map<String, String> more) {
    return new Launch(
        Node.version(),
        Successor.meeting(environment),
        meeting -> StartedProgram.start(command, more, meeting),
        ServiceNotice.of(environment),
        ServiceSockets.of(environment, ProcessHandle.current().pid()));
  }
}
