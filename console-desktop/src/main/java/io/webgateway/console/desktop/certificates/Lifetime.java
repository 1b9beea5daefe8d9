package io.webgateway.console.desktop.certificates;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.TimeText;
import io.webgateway.console.desktop.fx.Parts;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;

/** How much of a certificate's lifetime is left, as a bar and in words. */
final class Lifetime {
  private static final double BAR_PIXELS = 64;

  private Lifetime() {}

  static Node of(CertificateRow row, Instant now) {
    double share = row.shareLeft(now);
    ProgressBar bar = new ProgressBar(share);
    bar.setPrefWidth(BAR_PIXELS);
    bar.getStyleClass().addAll("meter", row.tone(now).word());
    String words = row.ends(now) + ", " + Amounts.share(share) + " left";
    bar.setAccessibleText(words);
    return Parts.row(bar, Parts.text(TimeText.relative(row.notAfter(), now)));
  }
}
