package io.webgateway.agent.proxy.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.model.traffic.CompletionReason;
import org.junit.jupiter.api.Test;

class PausePageTest {
  private static GatewayAnswer answer(String message, long seconds) {
    return new GatewayAnswer(
        503, "Service Unavailable", message, "", seconds, CompletionReason.PAUSED);
  }

  @Test
  void wordsOfTheOwnerAreNeverMarkupNorJson() {
    String hostile = "</p><script>alert('1')</script>\"}\\ \u0007 \ud800 \u00fc\nsecond";
    String page = PausePage.html(answer(hostile, 0));
    assertThat(page).doesNotContain("<script", "\u0007", "\ud800").contains("&lt;script&gt;", "ü");
    String json = PausePage.problem(answer(hostile, 0), "id-1");
    assertThat(json).contains("\\\"}\\\\", "\\nsecond").doesNotContain("\u0007");
    assertThat(json.lines()).hasSize(1);
  }

  @Test
  void nothingIsLoadedAndNothingRuns() {
    assertThat(PausePage.html(answer("", 60)))
        .doesNotContain("<script", "<img", "<link", "url(", "http:", "https:", "src=")
        .contains("The people who run it have closed it for a while.");
  }

  @Test
  void whenToComeAgainIsSaidAsPeopleSayIt() {
    assertThat(PausePage.text(answer("x", 0))).contains("Please come back later.");
    assertThat(PausePage.text(answer("x", 1))).contains("in 1 second.");
    assertThat(PausePage.text(answer("x", 119))).contains("in 119 seconds.");
    assertThat(PausePage.text(answer("x", 121))).contains("in 3 minutes.");
    assertThat(PausePage.text(answer("x", 7_200))).contains("in 2 hours.");
    assertThat(PausePage.text(answer("x", 604_800))).contains("in 7 days.");
  }
}
