package io.webgateway.console.desktop.identities;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.console.desktop.fixture.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's keychain: GNOME's, on a bus and in a folder of its own; and a machine without. */
class KeychainIT {
  private static final String PROBE = "io.webgateway.console.desktop.identities.KeychainProbe";

  @TempDir private Path home = Path.of("");

  @Test
  void aPassphraseIsKeptFoundAndForgotten() {
    Programs.assumeCommand("dbus-run-session");
    Programs.assumeCommand("gnome-keyring-daemon");
    List<String> command =
        new ArrayList<>(
            List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null;"
                    + " exec \"$@\"",
                "sh"));
    command.addAll(Programs.java(PROBE));
    assertThat(Programs.output(program(command)))
        .contains("there=true kept=true found=four unrelated words here after=nothing");
  }

  @Test
  void aMachineWithoutAKeychainIsNoFault() {
    var program = program(Programs.java(PROBE));
    program.environment().remove("DBUS_SESSION_BUS_ADDRESS");
    program.environment().remove("DISPLAY");
    assertThat(Programs.output(program))
        .contains("there=false kept=false found=nothing after=nothing")
        .doesNotContain("\tat ");
  }

  private ProcessBuilder program(List<String> command) {
    var program = new ProcessBuilder(command);
    program
        .environment()
        .putAll(
            Map.of(
                "HOME", home.toString(),
                "XDG_DATA_HOME", home.resolve("data").toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_CACHE_HOME", home.resolve("cache").toString(),
                "XDG_RUNTIME_DIR", home.toString()));
    return program;
  }
}
