package io.webgateway.agent.config;

import io.webgateway.agent.config.AgentConfig.Backends;
import io.webgateway.agent.config.AgentConfig.Certificates;
import io.webgateway.agent.config.AgentConfig.Listeners;
import io.webgateway.agent.config.AgentConfig.LogLevel;
import io.webgateway.agent.config.AgentConfig.Management;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.IpText;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.name.Port;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns the tree of a configuration file into records and collects what is wrong. */
final class AgentConfigReader {
  private static final Path DEFAULT_DATA_DIRECTORY = Path.of("/var/lib/webgw");
  // sun_path of Linux holds 108 bytes with its closing zero.
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  private final Path directory;
  private final List<ConfigProblem> problems;

  AgentConfigReader(Path directory, List<ConfigProblem> problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** Reads everything; the result counts only when no problem was found. */
  AgentConfig read(JsonNode tree) {
    ConfigSection root = new ConfigSection("", tree, problems);
    Path data = root.value("dataDirectory", DEFAULT_DATA_DIRECTORY, this::path);
    AgentConfig config =
        new AgentConfig(
            data,
            listeners(root.section("listeners")),
            management(root.section("management"), data),
            metrics(root.section("metrics")),
            backends(root.section("backends")),
            certificates(root.section("certificates")),
            new HashSet<>(publicAddresses(root.section("node"))),
            root.whole("eventLoopThreads", 0, 0, 256),
            root.value("logLevel", LogLevel.INFO, AgentConfigReader::logLevel));
    root.reportUnknown();
    reportConflicts(config);
    return config;
  }

  private static Listeners listeners(ConfigSection section) {
    Listeners listeners =
        new Listeners(
            section.bind("http", loopback(8080)),
            section.bind("https", loopback(8443)),
            section.optional("externalHttpsPort", Port::parse),
            section.switched(
                "forward", Optional.of(InetAddress.getLoopbackAddress()), IpText::parse),
            section.list(
                "proxyProtocolFrom",
                text -> IpPrefix.parse(text).then(AgentConfigReader::proxiesOnly)));
    section.reportUnknown();
    return listeners;
  }

  /** Whoever may write a PROXY header may say that it is anybody. */
  private static Parsed<IpPrefix> proxiesOnly(IpPrefix prefix) {
    return prefix.length() == 0
        ? new Parsed.Invalid<>(
            prefix + " is everybody; write the addresses of the proxies in front of this node.")
        : new Parsed.Valid<>(prefix);
  }

  private Management management(ConfigSection section, Path data) {
    Path socket =
        section.value("unixSocket", data.resolve("run").resolve("management.sock"), this::path);
    int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_PATH_BYTES) {
      section.report(
          "unixSocket",
          "The path has " + bytes + " bytes; a unix socket's path has at most 107.",
          "Choose a shorter one, such as /run/webgw/management.sock.");
    }
    Management management = new Management(socket, section.bind("tls", loopback(7443)));
    section.reportUnknown();
    return management;
  }

  private static Optional<BindAddress> metrics(ConfigSection section) {
    Optional<BindAddress> listener = section.bind("listener", Optional.empty());
    section.reportUnknown();
    return listener;
  }

  private static Backends backends(ConfigSection section) {
    Backends backends =
        new Backends(
            section.list("prefixes", text -> IpPrefix.parse(text).then(BackendEntries::prefix)),
            section.flag("public", false),
            section.list("listed", text -> HostPort.parse(text).then(BackendEntries::listed)));
    section.reportUnknown();
    return backends;
  }

  private static Certificates certificates(ConfigSection section) {
    Certificates certificates = new Certificates(section.flag("localCa", false));
    section.reportUnknown();
    return certificates;
  }

  private static List<InetAddress> publicAddresses(ConfigSection section) {
    List<InetAddress> addresses = section.list("publicAddresses", IpText::parse);
    section.reportUnknown();
    return addresses;
  }

  private static Optional<BindAddress> loopback(int port) {
    return BindAddress.parse("127.0.0.1:" + port).toOptional();
  }

  private static Parsed<LogLevel> logLevel(String text) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
        return new Parsed.Valid<>(level);
      }
    }
    return new Parsed.Invalid<>("There is no such level; write error, warn, info, debug or trace.");
  }

  private Parsed<Path> path(String text) {
    if (text.isBlank()) {
      return new Parsed.Invalid<>("The path is empty; write one, or leave the field out.");
    }
    try {
      return new Parsed.Valid<>(directory.resolve(text).normalize());
    } catch (InvalidPathException _) {
      return new Parsed.Invalid<>("This is not a path; write one such as /var/lib/webgw.");
    }
  }

  private record Bound(String path, BindAddress address) {}

  private void reportConflicts(AgentConfig config) {
    List<Bound> bounds = new ArrayList<>();
    reportConflict(bounds, "listeners.http", config.listeners().http());
    reportConflict(bounds, "listeners.https", config.listeners().https());
    reportConflict(bounds, "management.tls", config.management().tls());
    reportConflict(bounds, "metrics.listener", config.metrics());
  }

  private void reportConflict(List<Bound> bounds, String path, Optional<BindAddress> address) {
    address.ifPresent(
        wanted -> {
          for (Bound bound : bounds) {
            if (bound.address.conflictsWith(wanted)) {
              problems.add(
                  new ConfigProblem(
                      path,
                      wanted + " is taken by " + bound.path + ".",
                      "Give each listener a port of its own."));
            }
          }
          bounds.add(new Bound(path, wanted));
        });
  }
}
