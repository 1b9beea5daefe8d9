package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in the shells that they are for. */
class CompletionIT {
  /** Completes the last of its words, as bash does when it has read them from the terminal. */
  private static final String BASH =
      """
      source "$0" 2>/dev/null
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
      $(complete -p webgw | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final String FISH = "source $argv[1]; complete -C $argv[2]";

  /** zsh completes in its line editor only, so there must be a terminal: zpty makes one. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1='READY> '; source $1 2>/dev/null; compinit -D -u; echo LOADED"
      zpty -r shell output '*LOADED*LOADED*'
      zpty -w -n shell $2$'\\t'
      zpty -r shell output "*$3*" && print -r -- $output
      zpty -d shell
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webgw,ide | identity",
        "webgw,--agent,x,ide | identity",
        "webgw,identity,ne | new",
        "webgw,get,w | workloads",
        "webgw,get,workloads,-o,j | json",
        "webgw,publish,--kind,Tl | TlsPassthrough",
        "webgw,publish,--plain-h | --plain-http",
        "webgw,completion,f | fish",
      })
  void bashCompletes(String words, String expected) throws Exception {
    assumeTrue(isThere("bash"), "bash is not installed");
    List<String> command =
        Stream.concat(
                Stream.of("bash", "-c", BASH, script("bash")), Arrays.stream(words.split(",")))
            .toList();
    assertThat(output(command)).isEqualToIgnoringWhitespace(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webgw ide | identity",
        "webgw --agent x ide | identity",
        "webgw identity ne | new",
        "webgw get w | workloads",
        "webgw get workloads -o j | json",
        "webgw publish --kind Tl | TlsPassthrough",
        "webgw publish blog/web --plain-h | --plain-http",
        "webgw completion f | fish",
      })
  void fishCompletes(String line, String expected) throws Exception {
    assumeTrue(isThere("fish"), "fish is not installed");
    String said = output(List.of("fish", "--no-config", "-c", FISH, script("fish"), line));
    assertThat(said.lines().map(suggestion -> suggestion.split("\t", 2)[0]))
        .containsExactly(expected);
  }

  @Test
  void fishOffersFilesWhereOneIsWantedAndNowhereElse() throws Exception {
    assumeTrue(isThere("fish"), "fish is not installed");
    Path file = Files.createFile(folder.resolve("workload.yaml"));
    String begun = file.toString().substring(0, file.toString().length() - 3);
    assertThat(output(fish("webgw apply -f " + begun))).contains("workload.yaml");
    assertThat(output(fish("webgw reserve " + begun))).isEmpty();
  }

  @Test
  void zshCompletes() throws Exception {
    assumeTrue(isThere("zsh"), "zsh is not installed");
    String said =
        output(List.of("zsh", "-f", "-c", ZSH, "zsh", script("zsh"), "webgw ide", "identity"));
    assertThat(said).contains("identity");
  }

  @Test
  void anUnknownShellIsAUsageError() {
    CliRun.Result result = new CliRun(folder, InstantSource.system()).run("completion", "cmd");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("bash, zsh, fish");
  }

  private List<String> fish(String line) throws IOException {
    return List.of("fish", "--no-config", "-c", FISH, script("fish"), line);
  }

  private String script(String shell) throws IOException {
    CliRun.Result result = new CliRun(folder, InstantSource.system()).run("completion", shell);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    return Files.writeString(folder.resolve("webgw." + shell), result.out()).toString();
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    // A shell of nobody: no settings of this machine, nothing left behind in them.
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("TERM", "dumb");
    Process process =
        builder
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(folder.resolve("errors").toFile())
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("the shell ended").isTrue();
    assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  private static boolean isThere(String shell) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, shell)));
  }
}
