package io.webgateway.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself, and the options that every command takes. */
@Command(
    name = "webgw",
    description = "Web Gateway: publish private services through machines with public addresses.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 not allowed,",
      "6 agent unreachable.",
      "Environment: WEBGW_HOME, WEBGW_AGENT, WEBGW_IDENTITY; WEBGW_DEBUG=1 shows stack traces."
    })
final class GlobalOptions {
  /** Forms of output. */
  enum Form {
    /** For people. */
    table,
    /** For programs. */
    json,
    /** For spreadsheets; usage alone has it. */
    csv
  }

  @Option(
      names = "--agent",
      scope = ScopeType.INHERIT,
      paramLabel = "AGENT",
      description = "A profile's name, https://host:port, or unix:/path of a socket.")
  Optional<String> agent = Optional.empty();

  @Option(
      names = "--node",
      scope = ScopeType.INHERIT,
      paramLabel = "ID",
      description = "The agent's node id, which its TLS key is verified by.")
  Optional<String> node = Optional.empty();

  @Option(
      names = "--identity",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME|FILE",
      description = "Who acts: a name from 'identity list', or an identity file.")
  Optional<String> identity = Optional.empty();

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "Where identities and profiles are; default ~/.config/webgw.")
  Optional<Path> home = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      description = "Form of output: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Form output = Form.table;

  @Option(
      names = "--passphrase-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "File with the passphrase of the identity file.")
  Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Call with the token in this file instead of a fresh one.")
  Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;
}
