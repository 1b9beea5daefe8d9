package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderBlockBuilderTest {
  @Test
  void fieldsAreFoundAsIfTheyHadBeenLines() throws MalformedMessageException {
    HeaderBlockBuilder builder = new HeaderBlockBuilder(100, 64 * 1024);
    for (int i = 0; i < 90; i++) {
      builder.add("x-" + i, " value " + i + "\t");
    }
    HeaderBlock block = builder.add("content-length", "7").add("content_length", "8").build();

    assertThat(block.size()).isEqualTo(92);
    assertThat(block.name(89)).isEqualTo("x-89");
    assertThat(block.value(89)).isEqualTo("value 89");
    assertThat(block.first(FieldName.CONTENT_LENGTH)).isEqualTo(90);
    assertThat(block.known(91)).isEqualTo(FieldName.TWIN);
    assertThat(block.mayBeTrailer(0)).isTrue();
    assertThat(block.mayBeTrailer(90)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',x,FIELD_NAME",
    "'a b',x,FIELD_NAME",
    "'a:',x,FIELD_NAME",
    "a\u0142,x,FIELD_NAME",
    "a,'x\r\nb: c',FIELD_VALUE",
    "a,'x\u0000',FIELD_VALUE",
    "a,\u0142,FIELD_VALUE",
  })
  void whatALineCouldNotSayIsRefused(String name, String value, Fault fault) {
    assertThat(refusal(new HeaderBlockBuilder(5, 100), name, value)).isEqualTo(fault);
  }

  @Test
  void tooManyFieldsAndTooManyBytesAreRefused() throws MalformedMessageException {
    HeaderBlockBuilder few = new HeaderBlockBuilder(1, 100).add("a", "b");
    assertThat(refusal(few, "c", "d")).isEqualTo(Fault.TOO_MANY_FIELDS);
    assertThat(refusal(new HeaderBlockBuilder(5, 100), "a", "b".repeat(96)))
        .isEqualTo(Fault.HEAD_TOO_LARGE);
  }

  private static Fault refusal(HeaderBlockBuilder builder, String name, String value) {
    MalformedMessageException refusal =
        catchThrowableOfType(MalformedMessageException.class, () -> builder.add(name, value));
    assertThat(refusal).as("accepted").isNotNull();
    return refusal.fault();
  }
}
