package io.webgateway.client;

import io.webgateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A person's folder of identities and profiles, shared by the command line and the desktop console.
 * Stateless: every call reads the disk. A name that cannot be a file's is refused ({@link
 * RefusedException}).
 */
public final class Home {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final String JSON = ".json";
  private static final String PENDING = ".pending.json";

  private final Path folder;

  /** What is kept in a folder, which need not be there yet. */
  public Home(Path folder) {
    this.folder = folder;
  }

  /** {@code --home}, else WEBGW_HOME, else {@code webgw} where the system keeps such things. */
  public static Home of(Optional<Path> option, Map<String, String> environment) {
    return new Home(
        option
            .or(() -> variable(environment, "WEBGW_HOME").map(Path::of))
            .orElseGet(() -> configuration(environment).resolve("webgw")));
  }

  private static Path configuration(Map<String, String> environment) {
    return variable(environment, "XDG_CONFIG_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  /** The file of an identity. */
  public Path identity(String name) {
    return folder.resolve("identities").resolve(checked(name) + JSON);
  }

  /** The file of an identity's recovery key. */
  public Path recovery(String name) {
    return folder.resolve("recovery").resolve(checked(name) + ".recovery" + JSON);
  }

  /** What is to be published of a new identity. */
  public Path pending(Path identity) {
    String file = String.valueOf(identity.getFileName());
    String name = file.endsWith(JSON) ? file.substring(0, file.length() - JSON.length()) : file;
    return identity.resolveSibling(name + PENDING);
  }

  /** The names of all identities. */
  public List<String> identities() {
    return names("identities").filter(name -> !name.endsWith(".pending")).toList();
  }

  /** All profiles by name. */
  public Map<String, Profile> profiles() {
    Map<String, Profile> profiles = new TreeMap<>();
    names("profiles")
        .forEach(name -> profile(name).ifPresent(profile -> profiles.put(name, profile)));
    return profiles;
  }

  /** A profile. */
  public Optional<Profile> profile(String name) {
    Path file = profileFile(name);
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readString(file), Profile.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a profile. */
  public Path save(String name, Profile profile) throws IOException {
    Path file = profileFile(name);
    SecretFile.replace(file, Json.writePretty(profile) + "\n");
    return file;
  }

  /** Forgets a profile. */
  public void forget(String name) throws IOException {
    Files.deleteIfExists(profileFile(name));
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  private Path profileFile(String name) {
    return folder.resolve("profiles").resolve(checked(name) + JSON);
  }

  private Stream<String> names(String kind) {
    Path inside = folder.resolve(kind);
    if (!Files.isDirectory(inside)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(inside)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(JSON))
          .map(file -> file.substring(0, file.length() - JSON.length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Problems.refused(
          400,
          "bad-file-name",
          "/name",
          "'" + name + "' cannot be the name of a file here",
          "Use letters, digits, dots, hyphens and underscores");
    }
    return name;
  }
}
