package io.webgateway.agent.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script for fish, which picocli does not write. Its one function tells which command the words
 * so far have named; every suggestion is bound to a command by it.
 */
final class FishScript {
  private final String program;
  private final StringBuilder lines = new StringBuilder(8192);
  private final Set<String> paths = new TreeSet<>();
  private final Set<String> withValue = new TreeSet<>();

  private FishScript(String program) {
    this.program = program;
  }

  static String of(CommandSpec root) {
    FishScript script = new FishScript(root.name());
    script.describe(root, "");
    return script.head() + script.lines;
  }

  private String head() {
    return """
        # Completion of %1$s for fish. Made by: %1$s completion fish
        set -g __%1$s_commands %2$s
        function __%1$s_is_at
          set -l at
          set -l is_value no
          for word in (commandline -opc)[2..-1]
            if test $is_value = yes
              set is_value no
              continue
            end
            switch $word
              case %3$s
                set is_value yes
              case '*'
                if contains -- (string join ' ' -- $at $word) $__%1$s_commands
                  set at $at $word
                end
            end
          end
          set -l path (string join ' ' -- $at)
          test "$path" = "$argv[1]"
        end
        complete -c %1$s -f
        """
        .formatted(program, quoted(paths), String.join(" ", quotedEach(withValue)));
  }

  private void describe(CommandSpec command, String path) {
    for (Map.Entry<String, CommandLine> entry : new TreeMap<>(command.subcommands()).entrySet()) {
      CommandSpec child = entry.getValue().getCommandSpec();
      suggest(path, "-a " + quote(entry.getKey()), summary(child.usageMessage().description()));
      String childPath = path.isEmpty() ? entry.getKey() : path + " " + entry.getKey();
      paths.add(childPath);
      describe(child, childPath);
    }
    for (OptionSpec option : command.options()) {
      describe(option, path);
    }
    for (PositionalParamSpec positional : command.positionalParameters()) {
      String words = candidates(positional);
      if (!words.isEmpty()) {
        suggest(path, "-a " + quote(words), summary(positional.description()));
      } else if (isFile(positional)) {
        suggest(path, "-F", "");
      }
    }
  }

  /** What every command inherits is described once, for wherever one is. */
  private void describe(OptionSpec option, String path) {
    if (option.arity().min() > 0) {
      withValue.addAll(Arrays.asList(option.names()));
    }
    if (option.hidden() || option.inherited()) {
      return;
    }
    List<String> words = new ArrayList<>();
    for (String name : option.names()) {
      words.add((name.startsWith("--") ? "-l " : "-s ") + name.replaceFirst("^-+", ""));
    }
    String candidates = candidates(option);
    if (!candidates.isEmpty()) {
      words.add("-x -a " + quote(candidates));
    } else if (option.arity().min() > 0) {
      words.add(isFile(option) ? "-r -F" : "-x");
    }
    boolean everywhere = option.scopeType() == CommandLine.ScopeType.INHERIT;
    String text = String.join(" ", words);
    if (everywhere) {
      line(text, summary(option.description()));
    } else {
      suggest(path, text, summary(option.description()));
    }
  }

  private void suggest(String path, String words, String description) {
    line("-n " + quote("__" + program + "_is_at " + doubleQuote(path)) + " " + words, description);
  }

  private void line(String words, String description) {
    lines.append("complete -c ").append(program).append(' ').append(words);
    if (!description.isEmpty()) {
      lines.append(" -d ").append(quote(description));
    }
    lines.append('\n');
  }

  private static String candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates != null) {
      return String.join(" ", candidates);
    }
    Class<?> type = argument.typeInfo().getType();
    return type.isEnum() ? String.join(" ", argument.typeInfo().getEnumConstantNames()) : "";
  }

  private static boolean isFile(ArgSpec argument) {
    return argument.paramLabel().contains("FILE")
        || argument.paramLabel().contains("FOLDER")
        || Arrays.asList(argument.auxiliaryTypes()).contains(Path.class);
  }

  /** What is said before details and lists begin. */
  private static String summary(String[] description) {
    String text = String.join(" ", description);
    int end = text.endsWith(".") ? text.length() - 1 : text.length();
    for (String stop : List.of("; default", ". ", "; may")) {
      int at = text.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return text.substring(0, end);
  }

  private static String quoted(Collection<String> words) {
    return String.join(" ", quotedEach(words));
  }

  private static List<String> quotedEach(Collection<String> words) {
    return words.stream().map(FishScript::quote).toList();
  }

  /** In single quotes fish gives meaning to the quote and the backslash only. */
  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String doubleQuote(String commandPath) {
    return "\"" + commandPath + "\"";
  }
}
