package io.webgateway.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassphraseRulesTest {
  @Test
  void longPassphrasesAreGoodWhateverTheyAreMadeOf() {
    assertThat(PassphraseRules.faultOf("four unrelated words", "alice", "Alice")).isEmpty();
    assertThat(PassphraseRules.faultOf("k7#vPq2!xZ9w", "alice", "Alice")).isEmpty();
  }

  @Test
  void shortAndMonotonousOnesAreRefusedWithACure() {
    assertThat(PassphraseRules.faultOf("eleven char", "alice", "Alice"))
        .get()
        .asString()
        .contains("At least 12");
    assertThat(PassphraseRules.faultOf("abababababababab", "alice", "Alice"))
        .get()
        .asString()
        .contains("Too few different");
    assertThat(PassphraseRules.faultOf("x".repeat(257) + "abcdefg", "alice", "Alice")).isPresent();
  }

  @Test
  void onesMadeOfTheOwnNameAreRefused() {
    assertThat(PassphraseRules.faultOf("alicealice123", "alice", "Bob")).isPresent();
    assertThat(PassphraseRules.faultOf("Alice Merton1", "am", "Alice Merton")).isPresent();
    assertThat(PassphraseRules.faultOf("alice has four brown dogs", "alice", "Alice")).isEmpty();
  }

  @Test
  void theRepetitionHasToBeTheSame() {
    assertThat(PassphraseRules.faultOfRepetition("one", "one")).isEmpty();
    assertThat(PassphraseRules.faultOfRepetition("one", "two")).isPresent();
  }
}
