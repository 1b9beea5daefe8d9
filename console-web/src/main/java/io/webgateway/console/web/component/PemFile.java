package io.webgateway.console.web.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.nio.charset.StandardCharsets;

/** A button that fills a text area from a file, of certificates or a key. */
public final class PemFile {
  private static final int MAX_BYTES = 64 * 1024;

  private PemFile() {}

  /** The button "Choose the {@code what}"; files of at most 64 KiB, kept in memory only. */
  public static Upload into(TextArea area, String what) {
    Upload upload =
        new Upload(
            UploadHandler.inMemory(
                (_, bytes) -> {
                  area.setValue(new String(bytes, StandardCharsets.UTF_8));
                  area.setInvalid(false);
                }));
    upload.setMaxFiles(1);
    upload.setMaxFileSize(MAX_BYTES);
    Button choose = new Button("Choose the " + what);
    choose.addThemeVariants(ButtonVariant.LUMO_SMALL);
    upload.setUploadButton(choose);
    upload.setDropAllowed(false);
    return upload;
  }
}
