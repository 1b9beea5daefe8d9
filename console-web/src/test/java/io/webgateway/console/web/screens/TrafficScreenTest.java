package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.traffic.TrafficFeed;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.session.FakeConsole;
import io.webgateway.console.web.traffic.ui.TrafficScreen;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficScreenTest extends BrowserlessScreens {
  @BeforeEach
  void open() {
    navigate(TrafficScreen.class);
  }

  private TrafficScreen screen() {
    return (TrafficScreen) getCurrentView();
  }

  private static TrafficEvent event(String path, int status) {
    return new TrafficEvent.HttpExchange(
        "x" + path,
        FakeConsole.NOW,
        1_500_000,
        "192.0.2.1",
        "blog/web",
        FakeConsole.identity(),
        TrafficEvent.Protocol.HTTP_1_1,
        "GET",
        "blog.gw.example",
        path,
        status,
        1_000_000,
        0,
        10,
        "[400::1]:80",
        CompletionReason.COMPLETED);
  }

  private TrafficFeed feed() {
    return screen().tap().feed();
  }

  private void draw() {
    screen().draw();
  }

  @Test
  void rowsComeInAndAreCountedAndAPauseLetsThemWait() {
    feed().connected();
    feed().event(1, event("/one", 200));
    draw();
    assertThat(words()).contains("streaming", "1 row of 1 seen");
    press("Pause");
    feed().event(2, event("/two", 200));
    draw();
    assertThat(words()).contains("paused", "Go on (1 waiting)", "1 row of 2 seen");
    press("Go on (1 waiting)");
    assertThat(words()).contains("2 rows of 2 seen");
  }

  @Test
  void whatIsLostIsSaid() {
    feed().gap(42);
    for (int i = 0; i < 1_010; i++) {
      feed().event(i, event("/" + i, 200));
    }
    draw();
    assertThat(words()).contains("1,000 rows of 1,010 seen", "10 made room", "42 were lost");
  }

  @Test
  void aFilterThatIsWrongSaysWhereAndOneThatIsRightHoldsForWhatIsShown() {
    feed().event(1, event("/one", 200));
    feed().event(2, event("/two", 404));
    TextField filter = byId(TextField.class, "filter");
    filter.setValue("status:>=4oo");
    assertThat(filter.isInvalid()).isTrue();
    filter.setValue("status:404");
    assertThat(filter.isInvalid()).isFalse();
    assertThat(words()).contains("1 row of 2 seen");
  }

  @Test
  void clearingTakesTheRowsAndLeavesTheStream() {
    feed().connected();
    feed().event(1, event("/one", 200));
    draw();
    press("Clear");
    assertThat(words()).contains("0 rows of 0 seen", "streaming", "Nothing has come by yet");
  }

  @Test
  void aRefusalIsShownWithAWayToTryAgain() {
    feed()
        .refused(
            ProblemDocument.of(403, "no-right", "No", "", "You may not watch", "Ask the provider"));
    draw();
    assertThat(words()).contains("ended", "You may not watch", "Ask the provider", "Try again");
    assertThat(Current.signedIn()).isPresent();
  }
}
