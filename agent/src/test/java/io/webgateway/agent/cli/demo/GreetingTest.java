package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GreetingTest {
  private static final String NASTY = "a\"b\\c\u0001<script>&";

  @Test
  void writesJsonThatSurvivesAnyHeader() {
    var json = JsonMapper.shared().readTree(greeting("*/*").json());
    assertThat(json.at("/instance").asString()).isEqualTo("blog-1");
    assertThat(json.at("/headers/X-Nasty/0").asString()).isEqualTo(NASTY);
    assertThat(json.at("/peer").asString()).isEqualTo("127.0.0.1");
  }

  @Test
  void writesAPageThatRunsNothingThatWasSent() {
    assertThat(greeting("text/html").html())
        .contains("<h1>Hello from blog-1</h1>", "&lt;script&gt;&amp;")
        .doesNotContain("<script>");
  }

  @Test
  void takesABrowserForOneByWhatItAccepts() {
    assertThat(greeting("text/html,*/*;q=0.8").isForBrowser()).isTrue();
    assertThat(greeting("*/*").isForBrowser()).isFalse();
    assertThat(new Greeting("x", "GET /", "127.0.0.1", Map.of()).isForBrowser()).isFalse();
  }

  private static Greeting greeting(String accept) {
    return new Greeting(
        "blog-1",
        "GET /?q=1",
        "127.0.0.1",
        Map.of("Accept", List.of(accept), "X-Nasty", List.of(NASTY)));
  }
}
