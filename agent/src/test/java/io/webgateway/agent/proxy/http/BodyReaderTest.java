package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  /** What a body became. */
  private record Relayed(String data, String trailers, String rest, boolean ended) {}

  private static Relayed relay(BodyFraming framing, String... pieces)
      throws MalformedMessageException {
    BodyReader reader = new BodyReader(framing, 1024, 10);
    StringBuilder out = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    for (String piece : pieces) {
      ByteBuf in = Bytes.buffer(piece);
      reader.read(
          in,
          slice -> {
            out.append(Bytes.text(slice));
            slice.release();
          });
      rest.append(Bytes.text(in));
      in.release();
    }
    return new Relayed(out.toString(), trailers(reader), rest.toString(), reader.ended());
  }

  private static String trailers(BodyReader reader) {
    ByteBuf last = ChunkWriter.last(reader.trailers());
    return Bytes.text(last).replace("0\r\n", "").replace("\r\n", "|");
  }

  private static String[] pieces(String text, Random random) {
    StringBuilder cut = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      cut.append(text.charAt(i));
      if (random.nextInt(3) == 0) {
        cut.append('\u0001');
      }
    }
    return cut.toString().split("\u0001", -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "5|hello|0|| => hello => |",
        "5;a=b|hello|0;x|| => hello => |",
        "05|hello|000|| => hello => |",
        "A|0123456789|1|x|0|| => 0123456789x => |",
        "0|| => '' => |",
        "1|x|0|X-Sum: 7|| => x => X-Sum: 7||",
        "1|x|0|Content-Length: 7|Host: a|X-Sum: 7|Content_Length: 1|| => x => X-Sum: 7||",
      })
  void chunksAreReadWhereverTheyAreCut(String sent, String data, String trailers)
      throws MalformedMessageException {
    String wire = sent.replace("|", "\r\n");
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      String[] pieces = seed == 0 ? new String[] {wire} : pieces(wire, random);
      assertThat(relay(BodyFraming.Ending.CHUNKED, pieces))
          .isEqualTo(new Relayed(data, trailers, "", true));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "\r\n",
        "-1\r\n",
        "+1\r\n",
        "0x1\r\n",
        " 1\r\n",
        "1 \r\n",
        "1\n",
        "1\rx",
        "1;\n",
        "1;a\0\r\n",
        "1\r\nxy",
        "1\r\nx\n",
        "1\r\nx\r0",
        "1000000000000000\r\n",
        "0\r\n\n",
        "0\r\nX : 1\r\n\r\n",
        "0\r\n X: 1\r\n\r\n",
        "0\r\nX: 1\n\r\n"
      })
  void malformedChunksAreRefused(String wire) {
    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class, () -> relay(BodyFraming.Ending.CHUNKED, wire));

    assertThat(refusal).as("accepted").isNotNull();
    assertThat(refusal.fault()).isIn(Fault.CHUNK, Fault.TRAILER);
  }

  @Test
  void extensionsAndTrailersAreBounded() {
    assertThatThrownBy(
            () -> relay(BodyFraming.Ending.CHUNKED, "1;" + "a".repeat(2000) + "\r\nx\r\n"))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(
            () -> relay(BodyFraming.Ending.CHUNKED, "0\r\nX: " + "a".repeat(2000) + "\r\n\r\n"))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void whatFollowsABodyIsLeftInPlace() throws MalformedMessageException {
    assertThat(relay(new BodyFraming.Length(3), "ab", "cGET"))
        .isEqualTo(new Relayed("abc", "|", "GET", true));
    assertThat(relay(BodyFraming.Ending.CHUNKED, "0\r\n\r\nGET"))
        .isEqualTo(new Relayed("", "|", "GET", true));
    assertThat(relay(BodyFraming.Ending.CHUNKED, "0\r\nA: b\r\n\r\nGET"))
        .isEqualTo(new Relayed("", "A: b||", "GET", true));
    assertThat(relay(BodyFraming.Ending.NONE, "GET")).isEqualTo(new Relayed("", "|", "GET", true));
    assertThat(relay(BodyFraming.Ending.UNTIL_CLOSE, "a", "b"))
        .isEqualTo(new Relayed("ab", "|", "", false));
  }
}
