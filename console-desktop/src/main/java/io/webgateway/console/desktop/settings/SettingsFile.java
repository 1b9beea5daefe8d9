package io.webgateway.console.desktop.settings;

import io.webgateway.client.SecretFile;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Keeps the settings on disk. A file that is missing or damaged is as good as none: the console
 * starts with what it does without one. Thread-safe.
 */
public final class SettingsFile {
  private final Path file;
  private Settings settings;

  /** Reads the settings in a person's folder. */
  public SettingsFile(Path folder) {
    this.file = folder.resolve("desktop.json");
    this.settings = read(file);
  }

  /** As they are now. */
  public synchronized Settings get() {
    return settings;
  }

  /**
   * Changes them, here and on disk. A disk that does not take them is no reason to stop somebody's
   * work: they then last as long as the window.
   *
   * @return whether they are on disk
   */
  public synchronized boolean change(UnaryOperator<Settings> change) {
    Settings next = change.apply(settings);
    if (next.equals(settings)) {
      return true;
    }
    settings = next;
    try {
      SecretFile.replace(file, Json.writePretty(next) + "\n");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Settings read(Path file) {
    try {
      return Json.read(SecretFile.read(file), Settings.class);
    } catch (IOException | WireException e) {
      return Settings.none();
    }
  }
}
