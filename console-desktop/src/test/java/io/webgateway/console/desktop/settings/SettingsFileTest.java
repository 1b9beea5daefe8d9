package io.webgateway.console.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.console.desktop.settings.Settings.ProfileUse;
import io.webgateway.console.desktop.settings.Settings.WindowPlace;
import io.webgateway.console.desktop.theme.Appearance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsChangedIsThereNextTime() {
    var use = ProfileUse.NONE.withIdentity("anna").usedAt(Instant.EPOCH, true);
    var file = new SettingsFile(folder);
    assertThat(
            file.change(
                known ->
                    known
                        .with(Appearance.DARK)
                        .with(new WindowPlace(1, 2, 1000, 700, true))
                        .connected("frankfurt", use)
                        .withTrafficColumns(List.of("Out"))))
        .isTrue();
    var again = new SettingsFile(folder).get();
    assertThat(again).isEqualTo(file.get());
    assertThat(again.lastProfile()).hasValue("frankfurt");
    assertThat(again.use("frankfurt").identity()).hasValue("anna");
  }

  @Test
  void whatNobodyHasChosenIsReadBackToo() {
    var file = new SettingsFile(folder);
    assertThat(file.change(known -> known.with("gent", ProfileUse.NONE.withIdentity("anna"))))
        .isTrue();
    assertThat(new SettingsFile(folder).get()).isEqualTo(file.get());
    assertThat(new SettingsFile(folder).get().use("gent").identity()).hasValue("anna");
  }

  @Test
  void aForgottenProfileIsNotTheLastOne() {
    var settings = Settings.none().connected("a", ProfileUse.NONE).without("a");
    assertThat(settings.lastProfile()).isEmpty();
    assertThat(settings.profiles()).isEmpty();
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    var file = folder.resolve("desktop.json");
    Files.writeString(file, "{\"appearance\":\"purple\"}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(new SettingsFile(folder).get()).isEqualTo(Settings.none());
  }

  @Test
  void onlyItsOwnerMayReadTheFile() throws IOException {
    boolean kept = new SettingsFile(folder).change(known -> known.with(Appearance.LIGHT));
    assertThat(kept).isTrue();
    assertThat(Files.getPosixFilePermissions(folder.resolve("desktop.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
