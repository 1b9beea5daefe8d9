package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the others: a program of the system's with one file of settings.
 *
 * @param name what it is called in reports, and its command
 * @param file its settings under {@code bench/peers}
 * @param versionOption makes it tell its version
 * @param environment variables it is given
 * @param command how it is started, {@code @SETTINGS@} being its file
 */
record Peer(
    String name,
    String file,
    String versionOption,
    Map<String, String> environment,
    List<String> command)
    implements Contender {

  static final List<Contender> ALL =
      List.of(
          new Peer(
              "nginx",
              "nginx.conf",
              "-v",
              Map.of(),
              List.of("nginx", "-e", "stderr", "-c", "@SETTINGS@")),
          new Peer(
              "haproxy",
              "haproxy.cfg",
              "-v",
              Map.of(),
              List.of("haproxy", "-db", "-f", "@SETTINGS@")),
          new Peer(
              "caddy",
              "Caddyfile",
              "version",
              Map.of("GOMAXPROCS", "1"),
              List.of("caddy", "run", "--adapter", "caddyfile", "--config", "@SETTINGS@")));

  @Override
  public String needs() {
    return name;
  }

  @Override
  public Running start(Place place, Programs programs) throws IOException, InterruptedException {
    int port = Place.freePort();
    int tlsPort = Place.freePort();
    Path settings =
        place.settings(
            file, Map.of("PORT", Integer.toString(port), "TLS_PORT", Integer.toString(tlsPort)));
    Map<String, String> variables = new HashMap<>(environment);
    // Whatever it wants to remember goes away with the run.
    variables.put("HOME", place.folder().toString());
    variables.put("XDG_CONFIG_HOME", place.folder().toString());
    variables.put("XDG_DATA_HOME", place.folder().toString());
    Process process =
        programs.start(
            place.proxyCore(),
            command.stream().map(word -> word.replace("@SETTINGS@", settings.toString())).toList(),
            variables,
            place.folder().resolve(name + ".log"));
    Report.Participant about =
        new Report.Participant(
            name, version(), (environment + " " + String.join(" ", command)), place.hash(file));
    return new Running(about, process.pid(), port, tlsPort);
  }

  private String version() throws IOException, InterruptedException {
    String said = Programs.run(Map.of(), List.of(name, versionOption)).output();
    return said.lines().findFirst().orElse("").trim();
  }
}
