package io.webgateway.console.desktop;

import io.webgateway.console.desktop.theme.Appearance;
import java.nio.file.Path;
import java.util.Optional;

/** What the console was started with. Pure. */
public sealed interface DesktopOptions {
  /** How to use it. */
  String HELP =
      """
      Usage: webgw desktop [--home DIR] [--profile NAME] [--light | --dark]

        --home DIR      profiles and identities; default WEBGW_HOME, else ~/.config/webgw
        --profile NAME  connect this one at once; else you choose, the one used last on top
        --light, --dark how it looks, this time; default as chosen before, else like the system
      """;

  /** Somebody asks how to use it. */
  record Help() implements DesktopOptions {}

  /** It cannot be used like that. */
  record Wrong(String fault) implements DesktopOptions {}

  /** What was given. */
  record Given(Optional<Path> home, Optional<String> profile, Optional<Appearance> appearance)
      implements DesktopOptions {}

  /** Reads arguments. */
  static DesktopOptions parse(String[] arguments) {
    Optional<Path> home = Optional.empty();
    Optional<String> profile = Optional.empty();
    Optional<Appearance> appearance = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      String[] parts = arguments[i].split("=", 2);
      switch (parts[0]) {
        case "--light" -> appearance = Optional.of(Appearance.LIGHT);
        case "--dark" -> appearance = Optional.of(Appearance.DARK);
        case "--help", "-h" -> {
          return new Help();
        }
        case "--home", "--profile" -> {
          boolean isInside = parts.length > 1;
          if (!isInside && i + 1 >= arguments.length) {
            return new Wrong(parts[0] + " needs a value");
          }
          String value = isInside ? parts[1] : arguments[++i];
          if (parts[0].equals("--home")) {
            home = Optional.of(Path.of(value));
          } else {
            profile = Optional.of(value);
          }
        }
        default -> {
          return new Wrong("there is no option " + arguments[i]);
        }
      }
    }
    return new Given(home, profile, appearance);
  }
}
