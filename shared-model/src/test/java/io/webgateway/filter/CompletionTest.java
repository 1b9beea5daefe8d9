package io.webgateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static List<String> texts(Completion completion) {
    return completion.suggestions().stream().map(Completion.Suggestion::text).toList();
  }

  @Test
  void keysAreSuggestedWhereAWordBegins() {
    Completion completion = TrafficFilter.complete("host:a -st", 10);
    assertThat(texts(completion)).containsExactly("status:");
    assertThat(completion.from()).isEqualTo(8);
    assertThat(completion.to()).isEqualTo(10);
  }

  @Test
  void everythingIsSuggestedWhereNothingIsWritten() {
    assertThat(texts(TrafficFilter.complete("", 0))).contains("host:", "bytes:", "error", "or");
  }

  @Test
  void valuesAreSuggestedBehindAKeyAndBehindAComma() {
    assertThat(texts(TrafficFilter.complete("method:GET,p", 12)))
        .containsExactly("POST", "PUT", "PATCH");
    Completion status = TrafficFilter.complete("(status:5", 9);
    assertThat(texts(status)).containsExactly("5xx");
    assertThat(status.from()).isEqualTo(8);
  }

  @Test
  void nothingIsSuggestedBehindWhatIsNoKey() {
    assertThat(texts(TrafficFilter.complete("nokey:x", 7))).isEmpty();
  }

  @Test
  void everySuggestedValueIsRight() {
    for (FilterKey key : FilterKey.values()) {
      for (Completion.Suggestion value : key.suggestions()) {
        assertThat(TrafficFilter.parse(key.word() + ":" + value.text()))
            .isInstanceOf(TrafficFilter.Parsed.class);
      }
    }
  }
}
