package io.webgateway.agent.cli;

import io.webgateway.model.identity.Thumbprint;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code webgw}: everything from the command line starts here. */
public final class Webgw {
  private static final List<String> SECRET_OPTIONS =
      List.of("--passphrase", "--password", "--token", "--private-key", "--secret", "--key");

  private final CommandLine commands;
  private final GlobalOptions options;
  private final Terminal terminal;
  private final boolean debug;

  Webgw(Terminal terminal, Map<String, String> environment, InstantSource clock, Dialer dialer) {
    this.terminal = terminal;
    this.options = new GlobalOptions();
    this.debug = "1".equals(environment.get("WEBGW_DEBUG"));
    Cli cli = new Cli(options, terminal, environment, clock, dialer);
    this.commands = Commands.of(options, cli);
    configure();
  }

  private void configure() {
    commands
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .registerConverter(Duration.class, new Term())
        .setExecutionStrategy(this::execute)
        .setExecutionExceptionHandler((error, _, _) -> report(error))
        .setParameterExceptionHandler((error, _) -> reportUsage(error));
  }

  /** Runs one command; answers its exit code. */
  int run(String... arguments) {
    Optional<String> secret = secretIn(arguments);
    if (secret.isPresent()) {
      return report(
          new Usage(
              secret.get(),
              "A secret must not be given on the command line, where others can see it",
              "Put it into a file of mode 0600: --passphrase-file, --token-file, --key-file"));
    }
    // An id made elsewhere may begin with a hyphen; then only known options are options.
    boolean hasHyphenId = Arrays.stream(arguments).anyMatch(Webgw::isHyphenId);
    int code =
        commands
            .setUnmatchedOptionsArePositionalParams(hasHyphenId)
            .setPosixClusteredShortOptionsAllowed(!hasHyphenId)
            .execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  /** Before anything is done: what cannot be written must not be done first. */
  private int execute(ParseResult parsed) {
    List<CommandLine> called = parsed.asCommandLineList();
    boolean mayBeCsv = called.getLast().getCommandSpec().userObject() instanceof GetCommand;
    if (options.output == GlobalOptions.Form.csv && !mayBeCsv) {
      return report(GetCommand.noCsv());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean isHyphenId(String argument) {
    return argument.startsWith("-") && Thumbprint.isWellFormed(argument);
  }

  private static Optional<String> secretIn(String... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> argument.contains("=") ? before(argument, '=') : argument)
        .filter(argument -> SECRET_OPTIONS.contains(argument) || argument.startsWith("-----BEGIN"))
        .map(argument -> argument.startsWith("-----BEGIN") ? "PEM" : argument)
        .findFirst();
  }

  private static String before(String text, char end) {
    return text.substring(0, text.indexOf(end));
  }

  private int report(Exception error) {
    ErrorReport report = ErrorReport.of(error);
    report.print(terminal.err(), options.output);
    if (debug) {
      error.printStackTrace(terminal.err());
    }
    return report.exitCode();
  }

  private int reportUsage(ParameterException error) {
    PrintWriter err = terminal.err();
    CommandLine command = error.getCommandLine();
    if (options.output == GlobalOptions.Form.json) {
      return report(new Usage("", String.valueOf(error.getMessage()), "See --help"));
    }
    err.println("webgw: " + Printable.of(String.valueOf(error.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(error, err)) {
      err.println("  see: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** The program's entry. */
  public static void main(String[] arguments) {
    Webgw webgw =
        new Webgw(Terminal.ofProcess(), System.getenv(), InstantSource.system(), Dialer::real);
    System.exit(webgw.run(arguments));
  }
}
