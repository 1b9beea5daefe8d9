package io.webgateway.agent.cli;

import io.webgateway.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Runs commands in this process, with a home of their own and everything printed kept. */
final class CliRun {
  private final Path home;
  private final InstantSource clock;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> always = new ArrayList<>();
  private String input = "";
  private boolean interactive;

  CliRun(Path home, InstantSource clock) {
    this.home = home;
    this.clock = clock;
    environment.put("WEBGW_HOME", home.toString());
  }

  /** What became of one command. */
  record Result(int code, String out, String err) {
    JsonNode json() {
      return Json.readTree(out);
    }

    JsonNode problem() {
      return Json.readTree(err);
    }
  }

  Path home() {
    return home;
  }

  CliRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CliRun always(String... arguments) {
    always.addAll(List.of(arguments));
    return this;
  }

  CliRun atATerminal() {
    interactive = true;
    return this;
  }

  CliRun input(String text) {
    input = text;
    return this;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = terminal(new PrintWriter(out, true), new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(always);
    int code =
        new Webgw(terminal, environment, clock, Dialer::real).run(all.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private Terminal terminal(PrintWriter out, PrintWriter err) {
    String text = input;
    return new Terminal() {
      @Override
      public PrintWriter out() {
        return out;
      }

      @Override
      public PrintWriter err() {
        return err;
      }

      @Override
      public String input() {
        return text;
      }

      @Override
      public boolean isInteractive() {
        return interactive;
      }

      @Override
      public Optional<char[]> askSecret(String question) {
        return Optional.empty();
      }
    };
  }
}
