package io.webgateway.console.desktop.shell;

import io.webgateway.client.live.Freshness;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.View;
import io.webgateway.console.desktop.fx.Parts;
import java.time.Instant;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The line below everything: how it stands with the agent, and how old the picture is. */
final class StatusBar {
  private static final List<String> TONES = List.of("good", "attention", "bad", "neutral");

  private final Label link = Parts.chip(Tone.NEUTRAL, "");
  private final Label age = Parts.text("");
  private final Label agent = Parts.text("");
  private final Label who = Parts.text("");
  private final HBox bar;

  StatusBar() {
    link.setId("status-link");
    link.getStyleClass().add("bare");
    age.setId("status-age");
    age.setAccessibleRole(AccessibleRole.TEXT);
    bar = new HBox(link, age, Parts.spring(), agent, who, Parts.text("F1 for keys"));
    bar.getStyleClass().add("status-bar");
  }

  HBox node() {
    return bar;
  }

  void show(View view, Instant now) {
    agent.setText(view.session().map(session -> session.agent()).orElse(""));
    who.setText(
        view.session()
            .map(session -> session.identityName() + " (" + session.identity().shortForm() + "…)")
            .orElse(""));
    Freshness.Link state = view.freshness().link(now);
    link.setText(view.session().isEmpty() ? "not connected" : word(view, state));
    link.setGraphic(Parts.icon(icon(view, state)));
    link.getStyleClass().removeAll(TONES);
    link.getStyleClass().add(tone(view, state));
    age.setText(ageText(view, now));
    age.getStyleClass().remove("old");
    if (view.isOld(now)) {
      age.getStyleClass().add("old");
    }
  }

  private static String word(View view, Freshness.Link state) {
    if (view.refused().isPresent()) {
      return "refused";
    }
    return switch (state) {
      case CONNECTING -> "connecting…";
      case LIVE -> "live";
      case RECONNECTING -> "reconnecting…";
    };
  }

  private static String tone(View view, Freshness.Link state) {
    if (view.session().isEmpty() || state == Freshness.Link.CONNECTING) {
      return view.refused().isPresent() ? "bad" : "neutral";
    }
    return view.refused().isPresent() || state == Freshness.Link.RECONNECTING ? "bad" : "good";
  }

  private static Ikon icon(View view, Freshness.Link state) {
    if (view.session().isEmpty()) {
      return Material2AL.CLOUD_OFF;
    }
    if (view.refused().isPresent()) {
      return Material2AL.BLOCK;
    }
    return switch (state) {
      case CONNECTING -> Material2MZ.MORE_HORIZ;
      case LIVE -> Material2AL.CHECK_CIRCLE;
      case RECONNECTING -> Material2MZ.SYNC_PROBLEM;
    };
  }

  private static String ageText(View view, Instant now) {
    return view.freshness()
        .loadedAt()
        .map(at -> "data is " + TimeText.length(at, now) + " old")
        .orElse("");
  }
}
