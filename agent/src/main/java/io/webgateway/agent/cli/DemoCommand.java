package io.webgateway.agent.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo} and {@code demo stop}: the whole product on this machine, on loopback. */
final class DemoCommand {
  private DemoCommand() {}

  @Command(
      name = "demo",
      description = {
        "Start an agent and sample services on 127.0.0.1 and publish them, through the same",
        "commands that everybody uses. State is kept in .webgw/demo; a second start takes it up."
      })
  static final class Start implements Callable<Integer> {
    private final Cli cli;

    Start(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      return new Demo(cli, DemoLayout.of(cli.variable("WEBGW_DEMO_HOME"))).start();
    }
  }

  @Command(name = "stop", description = "End exactly what the demo started.")
  static final class Stop implements Callable<Integer> {
    private final Cli cli;

    Stop(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      List<String> ended = new DemoProcesses(DemoLayout.of(cli.variable("WEBGW_DEMO_HOME"))).stop();
      cli.out()
          .println(
              ended.isEmpty()
                  ? "Nothing of the demo was running"
                  : "Ended " + String.join(", ", ended));
      cli.out().flush();
      return ExitCode.OK;
    }
  }
}
