package io.webgateway.agent.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The process of a successor, however it is started. Any thread. */
public interface SuccessorProcess {
  /** The variable that tells a process whom to succeed: the folder where they meet. */
  String VARIABLE = "WEBGW_SUCCEED";

  /** Its process id. */
  long pid();

  /** Completed with words on how it ended, when it has. */
  CompletableFuture<String> ended();

  /** Ends it, whatever it does. */
  void end();

  /** Starts one. */
  interface Launcher {
    /**
     * Starts the same program with the same configuration.
     *
     * @param meeting where it finds its predecessor
     * @throws IOException when it cannot be started
     */
    SuccessorProcess start(Path meeting) throws IOException;
  }
}
