package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SampleOptionsTest {
  @Test
  void readsNameAndPortInAnyOrder() {
    assertThat(SampleOptions.parse("x", "--name", "blog-1", "--port", "9001"))
        .isEqualTo(SampleOptions.parse("x", "--port", "9001", "--name", "blog-1"))
        .isEqualTo(new SampleOptions("blog-1", 9001));
  }

  @Test
  void leavesThePortToTheSystemWhenNoneIsGiven() {
    assertThat(SampleOptions.parse("sample")).isEqualTo(new SampleOptions("sample", 0));
  }

  @Test
  void saysWhichOptionIsWrong() {
    refuses("unknown option --colour", "--colour", "red");
    refuses("unknown option --colour", "--colour");
    refuses("--port needs a value", "--port");
    refuses("not a number: many", "--port", "many");
    refuses("0 to 65535: 70000", "--port", "70000");
    refuses("0 to 65535: -1", "--port", "-1");
  }

  private static void refuses(String reason, String... arguments) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleOptions.parse("x", arguments))
        .withMessageContaining(reason);
  }
}
