package io.webgateway.console.desktop.workspace;

import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2AL;

/** A button that fills an input from a file, of certificates or a key. */
public final class PemFile {
  private PemFile() {}

  /**
   * The button.
   *
   * @param text with an underscore before its mnemonic
   * @param target is filled
   * @param box says what is wrong with the file
   */
  public static Button button(Workspace workspace, String text, TextArea target, FieldBox box) {
    return Parts.button(text, Material2AL.FOLDER_OPEN, () -> choose(workspace, target, box));
  }

  private static void choose(Workspace workspace, TextArea target, FieldBox box) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Choose a PEM file");
    Optional<Path> chosen =
        Optional.ofNullable(chooser.showOpenDialog(target.getScene().getWindow()))
            .map(File::toPath);
    chosen.ifPresent(
        file ->
            workspace.work(
                () -> Files.readString(file),
                target::setText,
                problem -> box.wrong(problem.title())));
  }
}
