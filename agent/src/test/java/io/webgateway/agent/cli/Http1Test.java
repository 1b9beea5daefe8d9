package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.client.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1Test {

  @Test
  void aRequestCarriesItsLength() {
    var call = new Call("PUT", "/v1/x?y=1", Map.of("content-type", "a/b"), "é");
    assertThat(new String(Http1.request(call), StandardCharsets.UTF_8))
        .startsWith("PUT /v1/x?y=1 HTTP/1.1\r\nhost: localhost\r\n")
        .contains("content-type: a/b\r\n")
        .endsWith("content-length: 2\r\n\r\né");
  }

  @Test
  void aFieldCannotBringALineBreak() {
    var call = new Call("GET", "/", Map.of("a", "b\r\nc: d"), "");
    assertThatThrownBy(() -> Http1.request(call)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldsAreFoundByTheirNamesInLowerCase() throws IOException {
    String text = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n";
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    assertThat(Http1.readHead(in).headers()).containsEntry("etag", "\"1\"");
  }

  /** Else a reader of text would wait for the next chunk with what it has. */
  @Test
  void theFramingOfAChunkIsNothingThatCouldBeReadAtOnce() throws IOException {
    InputStream in = new ByteArrayInputStream("2\r\nab\r\n".getBytes(StandardCharsets.UTF_8));
    ChunkedInput chunked = new ChunkedInput(in);
    assertThat(chunked.readNBytes(2)).hasSize(2);
    assertThat(in.available()).isPositive();
    assertThat(chunked.available()).isZero();
  }

  @Test
  void aBodyOfKnownLengthIsRead() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"x\"\r\n\r\nhello more"))
        .isEqualTo("hello");
  }

  @Test
  void aBodyInChunksIsRead() throws IOException {
    assertThat(
            read(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nT: t\r\n\r\n"))
        .isEqualTo("hello world");
  }

  @Test
  void anEmptyAnswerHasNoBody() throws IOException {
    assertThat(read("HTTP/1.1 204 No Content\r\n\r\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\n\r\nendless",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: 1\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200"
      })
  void whatIsCutOffOrCanBeReadInTwoWaysIsAnError(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
  }

  private static String read(String answer) throws IOException {
    InputStream in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    Http1.Head head = Http1.readHead(in);
    return new String(Http1.body(head, in).readAllBytes(), StandardCharsets.UTF_8);
  }
}
