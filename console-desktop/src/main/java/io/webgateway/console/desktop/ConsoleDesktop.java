package io.webgateway.console.desktop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/**
 * Starts the desktop console. Does not extend {@code Application} itself: started from the class
 * path, Java would then ask for JavaFX as modules.
 */
public final class ConsoleDesktop {
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  // JavaFX warns whoever starts it from the class path, and tells of every fault of a style. Held
  // here, because loggers that nobody holds are forgotten together with their level.
  private static final Logger TOOLKIT = Logger.getLogger("javafx");

  private ConsoleDesktop() {}

  /** Runs until the window is closed. */
  public static void main(String[] arguments) {
    int code =
        run(arguments, System.getenv(), new PrintStream(System.err, true, StandardCharsets.UTF_8));
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(String[] arguments, Map<String, String> environment, PrintStream out) {
    return switch (DesktopOptions.parse(arguments)) {
      case DesktopOptions.Help _ -> {
        out.print(DesktopOptions.HELP);
        yield 0;
      }
      case DesktopOptions.Wrong(String fault) -> {
        out.println("webgw desktop: " + fault);
        out.print(DesktopOptions.HELP);
        yield USAGE;
      }
      case DesktopOptions.Given given -> start(given, environment, out);
    };
  }

  private static int start(
      DesktopOptions.Given given, Map<String, String> environment, PrintStream out) {
    Optional<String> missing = Display.whatIsMissing(environment, System.getProperties());
    if (missing.isPresent()) {
      return noDisplay(missing.get(), out);
    }
    TOOLKIT.setLevel(Level.SEVERE);
    DesktopApplication.start(given, environment);
    try {
      Application.launch(DesktopApplication.class);
      return 0;
    } catch (RuntimeException | LinkageError e) {
      return noDisplay(reasonOf(e), out);
    }
  }

  private static int noDisplay(String reason, PrintStream out) {
    out.println("webgw desktop: the window cannot be opened: " + reason);
    out.println(
        "  It needs a graphical session. On a machine without one use the command line (webgw help),"
            + " or the web console from elsewhere.");
    return FAILED;
  }

  private static String reasonOf(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : message.lines().findFirst().orElse(message);
  }
}
