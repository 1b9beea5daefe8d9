package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
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
 * @param stream how it forwards a port
 */
record Peer(
    String name,
    String file,
    String versionOption,
    Map<String, String> environment,
    List<String> command,
    Stream stream)
    implements Contender {

  /**
   * How a peer forwards the bytes of a port.
   *
   * @param file its settings for that under {@code bench/peers}, which stand where the others say
   *     {@code @STREAM@}; empty when it cannot
   * @param needs a file of the system's without which it cannot; empty for none
   * @param datagrams whether those settings forward a port of UDP too
   */
  record Stream(String file, String needs, boolean datagrams) {
    static final Stream NONE = new Stream("", "", false);

    boolean isPossible() {
      return !file.isEmpty() && (needs.isEmpty() || Files.exists(Path.of(needs)));
    }
  }

  static final List<Contender> ALL =
      List.of(
          new Peer(
              "nginx",
              "nginx.conf",
              "-v",
              Map.of(),
              List.of("nginx", "-e", "stderr", "-c", "@SETTINGS@"),
              new Stream("nginx-stream.conf", "/usr/lib/nginx/modules/ngx_stream_module.so", true)),
          new Peer(
              "haproxy",
              "haproxy.cfg",
              "-v",
              Map.of(),
              List.of("haproxy", "-db", "-f", "@SETTINGS@"),
              new Stream("haproxy-tcp.cfg", "", false)),
          new Peer(
              "caddy",
              "Caddyfile",
              "version",
              Map.of("GOMAXPROCS", "1"),
              List.of("caddy", "run", "--adapter", "caddyfile", "--config", "@SETTINGS@"),
              Stream.NONE));

  @Override
  public String needs() {
    return name;
  }

  @Override
  public Running start(Place place, Programs programs) throws IOException, InterruptedException {
    int port = Place.freePort();
    int tlsPort = Place.freePort();
    int tcpPort = stream.isPossible() ? Place.freePort() : 0;
    int udpPort = stream.isPossible() && stream.datagrams() ? Place.freePort() : 0;
    Path settings =
        place.settings(
            file,
            Map.of(
                "PORT",
                Integer.toString(port),
                "TLS_PORT",
                Integer.toString(tlsPort),
                "STREAM",
                stream.isPossible() ? place.text(stream.file()) : "",
                "TCP_PORT",
                Integer.toString(tcpPort),
                "UDP_PORT",
                Integer.toString(udpPort)));
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
            name,
            version(),
            (environment + " " + String.join(" ", command)),
            place.hash(
                stream.isPossible() ? new String[] {file, stream.file()} : new String[] {file}));
    return new Running(about, process.pid(), port, tlsPort, tcpPort, udpPort);
  }

  private String version() throws IOException, InterruptedException {
    String said = Programs.run(Map.of(), List.of(name, versionOption)).output();
    return said.lines().findFirst().orElse("").trim();
  }
}
