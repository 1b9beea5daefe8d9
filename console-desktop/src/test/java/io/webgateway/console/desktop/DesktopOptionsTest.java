package io.webgateway.console.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.console.desktop.theme.Appearance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DesktopOptionsTest {

  @Test
  void optionsAreReadWithAndWithoutEqualsSign() {
    var given =
        DesktopOptions.parse(new String[] {"--home", "/tmp/h", "--profile=frankfurt", "--dark"});
    assertThat(given)
        .isEqualTo(
            new DesktopOptions.Given(
                Optional.of(Path.of("/tmp/h")),
                Optional.of("frankfurt"),
                Optional.of(Appearance.DARK)));
  }

  @Test
  void anUnknownOptionAndAMissingValueAreToldWithTheUsage() {
    assertThat(run(Map.of("DISPLAY", ":0"), "--nonsense"))
        .startsWith("2 webgw desktop: there is no option --nonsense")
        .contains("Usage:");
    assertThat(run(Map.of("DISPLAY", ":0"), "--profile"))
        .startsWith("2 webgw desktop: --profile needs a value");
  }

  @Test
  void helpIsNoFault() {
    assertThat(run(Map.of(), "--help")).startsWith("0 Usage:");
  }

  @Test
  void withoutADisplayItSaysSoInsteadOfFailing() {
    var system = new Properties();
    system.setProperty("os.name", "Linux");
    assertThat(Display.whatIsMissing(Map.of(), system))
        .hasValueSatisfying(text -> assertThat(text).contains("DISPLAY is not set"));
    assertThat(Display.whatIsMissing(Map.of("WAYLAND_DISPLAY", "wayland-0"), system))
        .hasValueSatisfying(text -> assertThat(text).contains("XWayland"));
    assertThat(Display.whatIsMissing(Map.of("DISPLAY", ":0"), system)).isEmpty();
    system.setProperty("glass.platform", "Headless");
    assertThat(Display.whatIsMissing(Map.of(), system)).isEmpty();
  }

  private static String run(Map<String, String> environment, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code = ConsoleDesktop.run(arguments, environment, out);
    return code + " " + bytes.toString(StandardCharsets.UTF_8);
  }
}
