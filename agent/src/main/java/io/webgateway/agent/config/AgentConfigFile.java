package io.webgateway.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the agent's configuration file (YAML 1.2). Nothing is guessed: an unknown field, a field
 * that occurs twice and a value of the wrong kind are problems, and all of them are reported at
 * once.
 */
public final class AgentConfigFile {
  private static final long MAX_FILE_BYTES = 1024 * 1024;
  private static final String DEFAULT_FILE = "agent.yaml";
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AgentConfigFile() {}

  /** What became of reading a file. */
  public sealed interface Outcome {}

  /** The file is good. */
  public record Loaded(AgentConfig config) implements Outcome {}

  /**
   * The file is not good; nothing of it may be used.
   *
   * @param problems all that was found, in the order of the file's documentation; at least one
   */
  public record Invalid(List<ConfigProblem> problems) implements Outcome {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file; relative paths in it start at the file's own directory. */
  public static Outcome read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        return invalid(
            file + " has " + size + " bytes.", "A configuration file has at most 1 MiB.");
      }
      Path beside = file.toAbsolutePath().resolve("..").normalize();
      return parse(Files.readString(file), beside);
    } catch (NoSuchFileException _) {
      return invalid(
          file + " does not exist.", "Create it, or start without --config for the defaults.");
    } catch (CharacterCodingException _) {
      return invalid(file + " is not UTF-8 text.", "Save it in UTF-8.");
    } catch (IOException e) {
      return invalid(
          file + " cannot be read: " + e.getClass().getSimpleName() + ".",
          "Give the agent's user the right to read it.");
    }
  }

  /** Reads a text; relative paths in it start at {@code directory}. */
  public static Outcome parse(String yaml, Path directory) {
    JsonNode root;
    try {
      root = MAPPER.readTree(yaml);
    } catch (JacksonException e) {
      return invalid("The file is not proper YAML" + placeOf(e) + ".", cureOf(e));
    }
    if (!root.isMissingNode() && !root.isNull() && !root.isObject()) {
      return invalid("The file is not a mapping.", "Write fields such as \"logLevel: info\".");
    }
    List<ConfigProblem> problems = new ArrayList<>();
    AgentConfig config = new AgentConfigReader(directory, problems).read(root);
    return problems.isEmpty() ? new Loaded(config) : new Invalid(problems);
  }

  /** The configuration when there is no file. */
  public static AgentConfig defaults() {
    return switch (parse("", Path.of("/"))) {
      case Loaded(AgentConfig config) -> config;
      case Invalid(List<ConfigProblem> problems) -> throw new IllegalStateException("" + problems);
    };
  }

  /** The default file with its comments: every field with its default. */
  public static String defaultText() {
    try (InputStream in = AgentConfigFile.class.getResourceAsStream(DEFAULT_FILE)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULT_FILE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Invalid invalid(String fault, String cure) {
    return new Invalid(List.of(new ConfigProblem(ConfigProblem.WHOLE_FILE, fault, cure)));
  }

  private static String placeOf(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : ", seen at line " + e.getLocation().getLineNr();
  }

  private static String cureOf(JacksonException e) {
    String message = e.getOriginalMessage();
    return message == null ? "Correct the syntax." : "The reader says: " + message.strip();
  }
}
