package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebgwTest {
  @TempDir Path folder;
  private CliRun cli = new CliRun(Path.of(""), InstantSource.system());

  @BeforeEach
  void freshHome() {
    cli =
        new CliRun(
            folder.resolve("home"), InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "reserve",
        "reserve blog --for ninety",
        "get nonsense --agent unix:/nowhere",
        "get workloads",
        "publish blog --backend a:1 --agent unix:/nowhere",
        "identity remove-key",
        "get workloads --agent https://127.0.0.1:1",
        "get workloads --agent https://127.0.0.1:1 --node short",
        "get workloads --agent nobody",
      })
  void whatIsNotUnderstoodIsAUsageError(String line) {
    Result result = cli.run(line.split(" "));
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("webgw: ").doesNotContain("Exception");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--passphrase=hunter2",
        "--token abc.def.ghi",
        "--password hunter2",
        "--private-key x",
      })
  void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String option) {
    Result result = cli.run(("get workloads " + option).split(" "));
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains("others can see it")
        .doesNotContain("hunter2")
        .doesNotContain("abc.def");
  }

  @Test
  void anIdentityIsMadeWithItsRecoveryKeyApart() throws IOException {
    Result result = cli.run("identity", "new", "ann", "-o", "json");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    Path keys = Path.of(result.json().path("file").asString(""));
    Path recovery = Path.of(result.json().path("recoveryFile").asString(""));
    assertThat(mode(keys)).isEqualTo("rw-------");
    assertThat(mode(recovery)).isEqualTo("rw-------");
    assertThat(recovery.getParent()).isNotEqualTo(keys.getParent());
    assertThat(Files.readString(keys)).doesNotContain(Files.readString(recovery).strip());
    assertThat(result.json().path("published").asBoolean(true)).isFalse();
    assertThat(result.out()).doesNotContain("\"d\"");
  }

  @Test
  void anIdentityIsNeverMadeTwiceUnderOneName() {
    cli.run("identity", "new", "ann");
    Result again = cli.run("identity", "new", "ann");
    assertThat(again.code()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void aPassphraseFileProtectsTheKeys() throws IOException {
    Path secret = folder.resolve("passphrase");
    Files.writeString(secret, "open sesame\n");
    Result loose = cli.run("identity", "new", "ann", "--passphrase-file", secret.toString());
    assertThat(loose.code()).isEqualTo(ExitCode.FAILED);
    assertThat(loose.err()).contains("chmod 600");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Result made =
        cli.run("identity", "new", "ann", "--passphrase-file", secret.toString(), "-o", "json");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(Path.of(made.json().path("file").asString(""))))
        .doesNotContain("keys");
    assertThat(cli.run("identity", "list").out()).contains("under a passphrase");
    Result asked = cli.run("identity", "show");
    assertThat(asked.code()).isEqualTo(ExitCode.USAGE);
    assertThat(asked.err()).contains("--passphrase-file");
    assertThat(cli.run("identity", "show", "--passphrase-file", secret.toString()).code())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void anAgentThatDoesNotAnswerHasItsOwnExitCode() {
    Result result = cli.run("get", "nodes", "--agent", "unix:" + folder.resolve("no.sock"));
    assertThat(result.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err()).contains("does not answer");
  }

  @Test
  void anIdThatBeginsWithAHyphenIsNoOption() {
    cli.run("identity", "new", "ann");
    String id = "-3BbUZ77auXTTtX2CI2WNw3xZxL2qY4BhcmeDwzsIRk";
    String agent = "unix:" + folder.resolve("no.sock");
    Result result = cli.run("grant", id, "--names", "2", "--identity", "ann", "--agent", agent);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void programsGetProblemsInJson() {
    Result result =
        cli.run("get", "nodes", "--agent", "unix:" + folder.resolve("no.sock"), "-o", "json");
    assertThat(result.problem().path("type").asString(""))
        .isEqualTo("urn:webgateway:problem:unreachable");
    assertThat(result.problem().path("errors").get(0).path("cure").asString("")).isNotBlank();
  }

  @Test
  void everyFaultOfADefinitionIsToldBeforeAnythingIsSent() {
    cli.run("identity", "new", "ann");
    Result result =
        cli.input(
                """
                kind: HttpService
                namespace: blog
                id: web
                pools: [gw.example.org]
                backends: ["10.0.0.1"]
                colour: red
                ---
                kind: TcpForward
                namespace: blog
                id: db
                pools: [gw.example.org]
                backends: ["[400::1]:5432"]
                """)
            .run("apply", "-f", "-", "--agent", "unix:" + folder.resolve("no.sock"));
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .contains("in 3 places")
        .contains("document 1.backends.0: ")
        .contains("document 1.colour: ")
        .contains("document 2.port: ");
  }

  @Test
  void helpIsThereForEveryCommand() {
    for (String line :
        new String[] {
          "--help",
          "agent run --help",
          "node enrol --help",
          "identity new --help",
          "identity recover --help",
          "transfer offer --help",
          "certificate upload --help",
          "ledger verify --help",
          "route test --help",
          "profile add --help"
        }) {
      Result result = cli.run(line.split(" "));
      assertThat(result.code()).as(line).isEqualTo(ExitCode.OK);
      assertThat(result.out()).as(line).contains("Usage: webgw");
    }
  }

  @Test
  void aWrongConfigurationIsToldWhole() throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, "logLevel: loud\nlisteners: {http: nowhere}\n");
    Result result = cli.run("agent", "check", "--config", file.toString());
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("logLevel: ").contains("listeners.http: ");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
