package io.webgateway.agent.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

class FishScriptTest {
  private final List<String> lines =
      FishScript.of(
              new CommandLine(new Tool())
                  .addSubcommand(new CommandLine(new Paint()).addSubcommand(new Dry()))
                  .getCommandSpec())
          .lines()
          .toList();

  @Test
  void everyCommandIsSuggestedBelowItsParentOnly() {
    assertThat(lines)
        .contains(
            "complete -c tool -n '__tool_is_at \"\"' -a 'paint' -d 'Paint the user\\'s wall'",
            "complete -c tool -n '__tool_is_at \"paint\"' -a 'dry' -d 'Wait'");
  }

  @Test
  void valuesOfAnEnumAreSuggestedForOptionsAndParameters() {
    assertThat(lines)
        .contains(
            "complete -c tool -n '__tool_is_at \"paint\"' -s c -l colour -x -a 'red blue' -d 'Which'",
            "complete -c tool -n '__tool_is_at \"paint\"' -a 'red blue' -d 'Under it'");
  }

  @Test
  void onlyWhatTakesAFileIsOfferedFiles() {
    assertThat(lines)
        .contains(
            "complete -c tool -f",
            "complete -c tool -n '__tool_is_at \"paint\"' -l from -r -F",
            "complete -c tool -n '__tool_is_at \"paint\"' -l coats -x -d 'How often'");
  }

  @Test
  void anInheritedOptionIsDescribedOnceForEveryPlace() {
    assertThat(lines.stream().filter(line -> line.contains("-l where")))
        .containsExactly("complete -c tool -l where -x -d 'Where'");
  }

  @Test
  void theWordAfterAnOptionWithAValueIsNotTakenForACommand() {
    assertThat(lines).contains("      case '--coats' '--colour' '--from' '--where' '-c'");
    assertThat(lines).contains("set -g __tool_commands 'paint' 'paint dry'");
  }

  @Test
  void aHiddenOptionIsNotSuggested() {
    assertThat(lines).noneMatch(line -> line.contains("-l secret"));
  }

  enum Colour {
    red,
    blue
  }

  @Command(name = "tool")
  static final class Tool {
    @Option(names = "--where", scope = ScopeType.INHERIT, description = "Where; default here.")
    String where = "";
  }

  @Command(name = "paint", description = "Paint the user's wall. It takes long.")
  static final class Paint {
    @Option(
        names = {"-c", "--colour"},
        description = "Which.")
    Colour colour = Colour.red;

    @Option(names = "--from")
    Optional<Path> from = Optional.empty();

    @Option(names = "--coats", description = "How often; may be repeated.")
    int coats = 1;

    @Option(names = "--secret", hidden = true)
    boolean secret;

    @Parameters(description = "Under it.")
    Colour ground = Colour.blue;
  }

  @Command(name = "dry", description = "Wait.")
  static final class Dry {}
}
