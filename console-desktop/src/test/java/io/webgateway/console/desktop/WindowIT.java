package io.webgateway.console.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.console.desktop.fixture.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as people start it, in a real GTK window on a display in memory. */
class WindowIT {
  private static final String MAIN = "io.webgateway.console.desktop.ConsoleDesktop";

  @TempDir private Path home = Path.of("");

  @Test
  void aRealWindowOpens() throws IOException {
    Programs.assumeLetters();
    Programs.assumeCommand("Xvfb");
    Programs.assumeCommand("xwininfo");
    List.of("libgtk-3.so.0", "libXtst.so.6", "libGL.so.1", "libXxf86vm.so.1")
        .forEach(Programs::assumeLibrary);
    Process server =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String display = ":" + firstLine(server);
      Process console = console(display);
      try {
        await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> windows(display).contains("\"Web Gateway\""));
        assertThat(console.isAlive()).isTrue();
      } finally {
        console.destroy();
      }
    } finally {
      server.destroy();
    }
  }

  @Test
  void withoutADisplayItSaysSoAndEnds() {
    var program = new ProcessBuilder(new ArrayList<>(Programs.java(MAIN)));
    program.environment().remove("DISPLAY");
    program.environment().remove("WAYLAND_DISPLAY");
    assertThat(Programs.output(program))
        .startsWith("webgw desktop: the window cannot be opened: there is no display")
        .doesNotContain("\tat ");
  }

  private Process console(String display) throws IOException {
    var program = new ProcessBuilder(new ArrayList<>(Programs.java(MAIN)));
    program.command().addAll(List.of("--home", home.toString(), "--light"));
    program.environment().put("DISPLAY", display);
    program.redirectErrorStream(true).redirectOutput(home.resolve("console.log").toFile());
    return program.start();
  }

  private static String firstLine(Process process) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(reader.readLine());
  }

  private static String windows(String display) {
    return Programs.output(new ProcessBuilder("xwininfo", "-display", display, "-root", "-tree"));
  }
}
