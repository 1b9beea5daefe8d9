package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadFinderTest {
  @Test
  void theEndIsFoundByteByByte() throws MalformedMessageException {
    String head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    HeadFinder finder = new HeadFinder(100, 200);
    ByteBuf in = Unpooled.buffer();
    for (int i = 0; i < head.length(); i++) {
      assertThat(finder.find(in)).isEqualTo(-1);
      in.writeByte(head.charAt(i));
    }
    in.writeCharSequence("rest", java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(finder.find(in)).isEqualTo(head.length());
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1~, BARE_LINE_FEED",
    "~, BARE_LINE_FEED",
    "GET / HTTP/1.1|A: b~|, BARE_LINE_FEED",
    "0123456789012345678901234567890, TARGET_TOO_LONG",
    "0123456789012345678901234567890|, TARGET_TOO_LONG",
    "GET|01234567890123456789012345678901234567890123456789, HEAD_TOO_LARGE",
    "GET|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|, HEAD_TOO_LARGE",
  })
  void linesEndInCrLfAndHeadsAreBounded(String bytes, Fault fault) {
    ByteBuf in = Bytes.buffer(bytes.replace("|", "\r\n").replace("~", "\n"));

    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class, () -> new HeadFinder(30, 50).find(in));
    assertThat(refusal.fault()).isEqualTo(fault);
  }
}
