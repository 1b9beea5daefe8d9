package io.webgateway.agent.cli.demo;

/**
 * How a sample service was started.
 *
 * @param name what the service calls itself in its answers
 * @param port on 127.0.0.1; 0 lets the system choose
 */
public record SampleOptions(String name, int port) {
  private static final int MAX_PORT = 65_535;

  /**
   * Reads {@code --name NAME --port PORT}, in any order.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public static SampleOptions parse(String defaultName, String... arguments) {
    var name = defaultName;
    int port = 0;
    for (int i = 0; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--name" -> name = value(arguments, i);
        case "--port" -> port = port(value(arguments, i));
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    return new SampleOptions(name, port);
  }

  private static String value(String[] arguments, int option) {
    if (option + 1 == arguments.length) {
      throw new IllegalArgumentException(arguments[option] + " needs a value");
    }
    return arguments[option + 1];
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port is not a number: " + text, e);
    }
    throw new IllegalArgumentException("--port must be 0 to " + MAX_PORT + ": " + text);
  }
}
