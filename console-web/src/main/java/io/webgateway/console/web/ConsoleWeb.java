package io.webgateway.console.web;

import io.webgateway.model.identity.IdentityId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: reads its options, then serves the console until it is ended. */
@Command(
    name = "console-web",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the console in the browser for one agent.",
      "No secret is ever an option: keys are made in the console, or put into its data folder."
    })
public final class ConsoleWeb implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--address",
      paramLabel = "IP",
      defaultValue = "${env:WEBGW_CONSOLE_ADDRESS:-127.0.0.1}",
      description = "Where to listen; default this machine only, ${DEFAULT-VALUE}.")
  private String address = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:WEBGW_CONSOLE_PORT:-8090}",
      description = "Default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--agent",
      paramLabel = "URL",
      required = true,
      defaultValue = "${env:WEBGW_CONSOLE_AGENT:-" + Option.NULL_VALUE + "}",
      description = "The agent's management API: https://host:port.")
  private String agent = "";

  @Option(
      names = "--node",
      paramLabel = "ID",
      required = true,
      defaultValue = "${env:WEBGW_CONSOLE_NODE:-" + Option.NULL_VALUE + "}",
      description = "The agent's node id, by which its TLS key is verified.")
  private String node = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      defaultValue = "${env:WEBGW_CONSOLE_DATA:-" + Option.NULL_VALUE + "}",
      description = "Accounts, each under its passphrase; made 0700 when it is not there.")
  private Path data = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name under which browsers reach the console, besides localhost; repeatable.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--behind-tls",
      description = "Browsers come over https, which something in front ends: cookies are Secure.")
  private boolean secure;

  @Option(
      names = "--visitor-port",
      paramLabel = "PORT",
      defaultValue = "443",
      description = "Where visitors reach the pools by https; for links only. Default 443.")
  private int visitorPort;

  /** Runs the program. */
  public static void main(String[] arguments) {
    int code = new CommandLine(new ConsoleWeb()).execute(arguments);
    // The server's own thread keeps the program going.
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws IOException {
    ConsoleOptions options =
        new ConsoleOptions(
            address, port, checkedAgent(), checkedNode(), data, hosts, secure, visitorPort);
    prepare(data.toAbsolutePath());
    PrintWriter out = spec.commandLine().getOut();
    try {
      start(options);
    } catch (PortInUseException e) {
      spec.commandLine()
          .getErr()
          .println("Port " + port + " of " + address + " is in use; choose another: --port");
      return FAILED;
    }
    out.println("The console answers at http://" + Addresses.inUrl(address) + ":" + port + "/");
    out.flush();
    return 0;
  }

  private static void start(ConsoleOptions options) {
    new SpringApplicationBuilder(ConsoleApplication.class)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(properties(options))
        .initializers(
            (GenericApplicationContext context) ->
                context.registerBean(ConsoleOptions.class, () -> options))
        .run();
  }

  private static Map<String, Object> properties(ConsoleOptions options) {
    Map<String, Object> all = new TreeMap<>();
    all.put("server.address", options.address());
    all.put("server.port", options.port());
    all.put("server.shutdown", "immediate");
    all.put("server.servlet.session.timeout", "30m");
    all.put("server.servlet.session.persistent", false);
    all.put("server.servlet.session.tracking-modes", "cookie");
    all.put("server.servlet.session.cookie.name", "webgw-console");
    all.put("server.servlet.session.cookie.http-only", true);
    all.put("server.servlet.session.cookie.same-site", "strict");
    all.put("server.servlet.session.cookie.secure", options.secure());
    all.put("server.error.include-message", "never");
    all.put("server.error.include-stacktrace", "never");
    all.put("server.error.whitelabel.enabled", false);
    all.put("spring.main.lazy-initialization", false);
    all.put("vaadin.allowed-packages", "io.webgateway.console.web");
    // A page that is only open sends heartbeats; they must not keep unlocked keys in memory.
    all.put("vaadin.closeIdleSessions", true);
    all.put("vaadin.heartbeatInterval", 60);
    all.put("vaadin.sendUrlsAsParameters", false);
    return all;
  }

  private String checkedAgent() {
    try {
      URI url = URI.create(agent);
      if ("https".equals(url.getScheme()) && url.getHost() != null) {
        return agent;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("--agent: '" + agent + "' is no URL; write https://host:port", e);
    }
    throw wrong("--agent: '" + agent + "' is not https://host:port", null);
  }

  private String checkedNode() {
    try {
      return new IdentityId(node).value();
    } catch (IllegalArgumentException e) {
      throw wrong("--node: '" + node + "' is no node id; its provider has it: webgw get nodes", e);
    }
  }

  private ParameterException wrong(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), text, cause);
  }

  /** Makes the data folder; others must not be able to read it. */
  private static void prepare(Path folder) throws IOException {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (!isPosix) {
      Files.createDirectories(folder);
      return;
    }
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    if (!ownerOnly.containsAll(Files.getPosixFilePermissions(folder))) {
      throw new IOException(folder + " can be read by others; run: chmod 700 " + folder);
    }
  }
}
