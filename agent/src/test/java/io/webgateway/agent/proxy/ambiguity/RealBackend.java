package io.webgateway.agent.proxy.ambiguity;

import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backend that remembers each request line that it took for one, and everything it could not
 * read.
 */
sealed interface RealBackend extends AutoCloseable {
  /** Where it listens. */
  int port();

  /** The lines so far. */
  List<String> seen() throws IOException;

  @Override
  void close() throws IOException;

  /** The servers that a machine may have. */
  enum Program {
    NGINX("nginx.conf", "nginx", "-e", "stderr", "-c", "@FILE@"),
    APACHE("apache.conf", "apache2", "-DFOREGROUND", "-f", "@FILE@"),
    CADDY("Caddyfile", "caddy", "run", "--adapter", "caddyfile", "--config", "@FILE@"),
    NODE("server.js", "node", "@FILE@", "@FOLDER@", "@PORT@"),
    PYTHON("server.py", "/usr/bin/python3", "@FILE@", "@FOLDER@", "@PORT@");

    private final String file;
    private final String program;
    private final String words;

    Program(String file, String program, String... words) {
      this.file = file;
      this.program = program;
      this.words = String.join(" ", words);
    }

    boolean isThere() {
      return path().isPresent();
    }

    private Optional<Path> path() {
      return Stream.of("", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
          .map(folder -> Path.of(folder + program))
          .filter(path -> path.isAbsolute() && Files.isExecutable(path))
          .findFirst();
    }

    /** Starts it with a folder of its own. */
    RealBackend start(Path folder) throws IOException {
      Files.createDirectories(folder);
      int port = ServerProcess.freePort();
      Path settings = folder.resolve(file);
      try (InputStream in = RealBackend.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IOException("there is no " + file);
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(settings, filled(text, folder, port));
      }
      List<String> command =
          Stream.concat(
                  Stream.of(path().orElseThrow().toString()),
                  Stream.of(words.split(" ", -1))
                      .map(word -> word.replace("@FILE@", settings.toString()))
                      .map(word -> filled(word, folder, port)))
              .toList();
      return new Started(folder.resolve("seen"), ServerProcess.start(command, folder, port));
    }

    private static String filled(String text, Path folder, int port) {
      return text.replace("@FOLDER@", folder.toString()).replace("@PORT@", Integer.toString(port));
    }
  }

  /**
   * A server in a process.
   *
   * @param log its lines
   * @param process it
   */
  record Started(Path log, ServerProcess process) implements RealBackend {
    @Override
    public int port() {
      return process.port();
    }

    @Override
    public List<String> seen() throws IOException {
      return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /**
   * Our own.
   *
   * @param upstream the server
   */
  record Mock(MockUpstream upstream) implements RealBackend {
    @Override
    public int port() {
      return upstream.port();
    }

    @Override
    public List<String> seen() {
      return upstream.requests().stream().map(request -> request.startLine()).toList();
    }

    @Override
    public void close() {
      upstream.close();
    }
  }
}
