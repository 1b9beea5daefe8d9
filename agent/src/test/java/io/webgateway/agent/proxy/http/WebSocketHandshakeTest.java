package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketHandshakeTest {
  private static final RequestGuard GUARD = new RequestGuard(100, "webgw-test");
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|";
  private static final String ASKS =
      "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|" + KEY;
  private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|";

  private static byte[] bytes(String shorthand) {
    return Bytes.of(shorthand.replace("|", "\r\n"));
  }

  private static RequestHead request(String startLine, String fields)
      throws MalformedMessageException {
    return GUARD.check(bytes(startLine + "|Host: a|" + fields + "|"));
  }

  private static ResponseHead answer(String startLineAndFields) throws MalformedMessageException {
    return new ResponseGuard(100).check(bytes(startLineAndFields + "|"), "GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ASKS,
        "Connection: keep-alive, upgrade|UPGRADE: WebSocket|Sec-WebSocket-Version: 13|" + KEY,
        "Connection: close|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|" + KEY,
        ASKS + "Content-Length: 0|",
      })
  void isAskedForAndSaidToTheBackendInTheGatewaysOwnWords(String fields)
      throws MalformedMessageException {
    RequestHead head = request("GET /chat HTTP/1.1", fields);
    assertThat(head.webSocket()).isTrue();
    assertThat(head.keepsAlive()).isFalse();

    ByteBuf out = Unpooled.buffer();
    RequestRewriter.write(
        head, new Origin("192.0.2.7", "https", 443, HttpVersion.HTTP_1_1, "webgw-1"), out);
    assertThat(Bytes.text(out))
        .containsOnlyOnce("connection: upgrade\r\nupgrade: websocket\r\n")
        .containsOnlyOnce("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        .containsOnlyOnce("Sec-WebSocket-Version: 13\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "GET / HTTP/1.0 => " + ASKS,
        "POST / HTTP/1.1 => " + ASKS,
        "HEAD / HTTP/1.1 => " + ASKS,
        "GET / HTTP/1.1 => Upgrade: websocket|Sec-WebSocket-Version: 13|" + KEY,
        "GET / HTTP/1.1 => Connection: Upgrade|Upgrade: h2c|HTTP2-Settings: AAMAAABk|",
        "GET / HTTP/1.1 => Connection: Upgrade|Upgrade: h2c, websocket|" + KEY,
        "GET / HTTP/1.1 => Connection: Upgrade|Upgrade: h2c|Upgrade: websocket|" + KEY,
        "GET / HTTP/1.1 => Connection: Upgrade|Upgrade: websocket/13|" + KEY,
        "GET / HTTP/1.1 => Connection: Upgrade|Up_grade: websocket|" + KEY,
        "GET / HTTP/1.1 => Connection: Upgrade|" + KEY,
      })
  void otherUpgradesEndHere(String startLine, String fields) throws MalformedMessageException {
    RequestHead head = request(startLine, fields);
    assertThat(head.webSocket()).isFalse();

    ByteBuf out = Unpooled.buffer();
    RequestRewriter.write(
        head, new Origin("192.0.2.7", "https", 443, HttpVersion.HTTP_1_1, "webgw-1"), out);
    assertThat(Bytes.text(out)).doesNotContainIgnoringCase("upgrade:").doesNotContain("HTTP2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 12|"
            + KEY
            + " => WEBSOCKET_VERSION",
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 8, 13|"
            + KEY
            + " => WEBSOCKET_VERSION",
        "Connection: Upgrade|Upgrade: websocket|" + KEY + " => WEBSOCKET_VERSION",
        ASKS + "Sec-WebSocket-Version: 13| => WEBSOCKET_VERSION",
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13| => WEBSOCKET_KEY",
        ASKS + KEY + " => WEBSOCKET_KEY",
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: c2hvcnQ=| => WEBSOCKET_KEY",
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=| => WEBSOCKET_KEY",
        "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: !GhlIHNhbXBsZSBub25jZQ==| => WEBSOCKET_KEY",
        ASKS + "Content-Length: 3| => WEBSOCKET_BODY",
        ASKS + "Transfer-Encoding: chunked| => WEBSOCKET_BODY",
      })
  void whatAsksInAnotherWayThanItMustIsRefused(String fields, Fault fault) {
    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class, () -> request("GET / HTTP/1.1", fields));
    assertThat(refusal.fault()).isEqualTo(fault);
  }

  @Test
  void noConnectionOptionTakesAwayTheKey() throws MalformedMessageException {
    RequestHead head =
        request("GET / HTTP/1.1", ASKS + "Connection: Sec-WebSocket-Key, sec-websocket-version|");
    ByteBuf out = Unpooled.buffer();
    RequestRewriter.write(
        head, new Origin("192.0.2.7", "https", 443, HttpVersion.HTTP_1_1, "webgw-1"), out);
    assertThat(Bytes.text(out)).contains("Sec-WebSocket-Key: ").contains("Sec-WebSocket-Version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|" + ACCEPT + " => true",
        "HTTP/1.1 101 x|Upgrade: WebSocket|Connection: x, upgrade|" + ACCEPT + " => true",
        "HTTP/1.1 200 x|Upgrade: websocket|Connection: Upgrade|" + ACCEPT + " => false",
        "HTTP/1.1 101 x|Upgrade: h2c|Connection: Upgrade|" + ACCEPT + " => false",
        "HTTP/1.1 101 x|Upgrade: websocket|Upgrade: h2c|Connection: Upgrade|"
            + ACCEPT
            + " => false",
        "HTTP/1.1 101 x|Connection: Upgrade|" + ACCEPT + " => false",
        "HTTP/1.1 101 x|Upgrade: websocket|" + ACCEPT + " => false",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade| => false",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: nope| => false",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|" + ACCEPT + ACCEPT + " => false",
      })
  void aBackendAgreesOnlyInAllFourWays(String head, boolean agreed)
      throws MalformedMessageException {
    assertThat(WebSocketHandshake.isAgreed(request("GET / HTTP/1.1", ASKS), answer(head)))
        .isEqualTo(agreed);
  }

  @Test
  void aSwitchThatWasNotAskedForIsNone() throws MalformedMessageException {
    assertThat(
            WebSocketHandshake.isAgreed(
                request("GET / HTTP/1.1", KEY),
                answer("HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|" + ACCEPT)))
        .isFalse();
  }
}
