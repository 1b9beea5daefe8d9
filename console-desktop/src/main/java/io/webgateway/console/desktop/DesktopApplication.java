package io.webgateway.console.desktop;

import io.webgateway.client.Home;
import io.webgateway.console.desktop.connection.SigningAgent;
import io.webgateway.console.desktop.identities.IdentityStore;
import io.webgateway.console.desktop.identities.SystemKeychain;
import io.webgateway.console.desktop.settings.Settings;
import io.webgateway.console.desktop.settings.SettingsFile;
import io.webgateway.console.desktop.shell.ConsoleWindow;
import io.webgateway.console.desktop.shell.StageMemory;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;

/** The program as JavaFX knows it: a window, filled, and closed again. */
public final class DesktopApplication extends Application {
  // JavaFX makes the object by itself, and hands over nothing but strings.
  private static DesktopOptions.Given options =
      new DesktopOptions.Given(Optional.empty(), Optional.empty(), Optional.empty());
  private static Map<String, String> environment = Map.of();

  private Optional<ConsoleWindow> window = Optional.empty();

  /** Called by JavaFX. */
  public DesktopApplication() {}

  static void start(DesktopOptions.Given given, Map<String, String> variables) {
    options = given;
    environment = Map.copyOf(variables);
  }

  @Override
  public void start(Stage stage) {
    Home home = Home.of(options.home(), environment);
    SettingsFile settings = new SettingsFile(home.folder());
    Settings known = settings.get();
    ConsoleWindow made =
        new ConsoleWindow(
            new ConsoleWindow.Parts(
                InstantSource.system(),
                ZoneId.systemDefault(),
                settings,
                new IdentityStore(home, settings, new SystemKeychain()),
                SigningAgent::of,
                options.appearance().orElse(known.appearance())),
            StageMemory.WIDTH_PIXELS,
            StageMemory.HEIGHT_PIXELS);
    window = Optional.of(made);
    stage.setTitle("Web Gateway");
    stage.setScene(made.scene());
    StageMemory.remember(stage, settings);
    stage.show();
    options.profile().ifPresent(made::connect);
  }

  @Override
  public void stop() {
    window.ifPresent(ConsoleWindow::close);
  }
}
