package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriterTest {
  private static final Origin ORIGIN =
      new Origin("192.0.2.7", "https", 443, HttpVersion.HTTP_1_1, "webgw-1");

  private static List<String> rewrite(Origin origin, String fields)
      throws MalformedMessageException {
    RequestHead head =
        new RequestGuard(100, "webgw-1")
            .check(Bytes.of("GET /x?y HTTP/1.1\r\nHost: Shop.example\r\n" + fields + "\r\n"));
    ByteBuf out = Unpooled.buffer();
    RequestRewriter.write(head, origin, out);
    return Bytes.text(out).lines().toList();
  }

  private static List<String> rewriteAnswer(String head, boolean close)
      throws MalformedMessageException {
    ResponseHead read = new ResponseGuard(100).check(Bytes.of(head), "GET");
    ByteBuf out = Unpooled.buffer();
    ResponseRewriter.write(read, read.framing(), close, "webgw-1", out);
    return Bytes.text(out).lines().toList();
  }

  @Test
  void whereARequestComesFromIsSaidByTheGatewayAlone() throws MalformedMessageException {
    assertThat(
            rewrite(
                ORIGIN,
                """
                X-Forwarded-For: 1.1.1.1\r
                x-forwarded-proto: ftp\r
                X-Forwarded-Host: evil\r
                X-Forwarded-Port: 1\r
                X-Forwarded-Server: evil\r
                X-Real-IP: 1.1.1.1\r
                Forwarded: for=1.1.1.1\r
                X_Forwarded_For: 1.1.1.1\r
                Content_Length: 5\r
                Via: 1.0 before\r
                """))
        .containsExactly(
            "GET /x?y HTTP/1.1",
            "host: shop.example",
            "Via: 1.0 before",
            "x-forwarded-for: 192.0.2.7",
            "x-forwarded-proto: https",
            "x-forwarded-port: 443",
            "via: 1.1 webgw-1",
            "x-forwarded-host: shop.example",
            "forwarded: for=192.0.2.7;host=shop.example;proto=https",
            "");
  }

  @Test
  void fieldsOfOneHopEndHereAndProtectedOnesCannotBeNominated() throws MalformedMessageException {
    assertThat(
            rewrite(
                ORIGIN,
                """
                Connection: close, X-Secret, Authorization, Cookie, Host, X-Forwarded-For\r
                Connection: Upgrade, HTTP2-Settings\r
                X-Secret: 1\r
                x-kept_too: 1\r
                Authorization: Basic x\r
                Cookie: a=b\r
                Keep-Alive: 5\r
                Proxy-Connection: close\r
                Proxy-Authorization: x\r
                TE: trailers\r
                Upgrade: h2c\r
                HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
                """))
        .startsWith(
            "GET /x?y HTTP/1.1",
            "host: shop.example",
            "x-kept_too: 1",
            "Authorization: Basic x",
            "Cookie: a=b",
            "x-forwarded-for: 192.0.2.7");
  }

  @Test
  void addressesOfSixteenBytesAndPortsAreQuoted() throws MalformedMessageException {
    RequestHead head =
        new RequestGuard(100, "webgw-1")
            .check(Bytes.of("GET / HTTP/1.1\r\nHost: shop.example:81\r\n\r\n"));
    ByteBuf out = Unpooled.buffer();
    RequestRewriter.write(
        head, new Origin("2001:db8::1", "http", 81, HttpVersion.HTTP_1_1, "webgw-1"), out);

    assertThat(Bytes.text(out))
        .contains("x-forwarded-for: 2001:db8::1\r\n")
        .contains("forwarded: for=\"[2001:db8::1]\";host=\"shop.example:81\";proto=http\r\n");
  }

  @Test
  void framingIsWrittenFromWhatWasDecided() throws MalformedMessageException {
    assertThat(rewrite(ORIGIN, "Content-Length: 007\r\n")).contains("content-length: 7");
    assertThat(rewrite(ORIGIN, "transfer-encoding: Chunked\r\n"))
        .contains("transfer-encoding: chunked");
  }

  @Test
  void anAnswerLosesItsFieldsOfOneHop() throws MalformedMessageException {
    assertThat(
            rewriteAnswer(
                """
                HTTP/1.1 200 Fine\r
                Connection: X-Inner\r
                X-Inner: 1\r
                Keep-Alive: timeout=5\r
                Content-Length: 03\r
                Set-Cookie: a=1\r
                Set-Cookie: b=2\r
                \r
                """,
                true))
        .containsExactly(
            "HTTP/1.1 200 Fine",
            "Set-Cookie: a=1",
            "Set-Cookie: b=2",
            "content-length: 3",
            "via: 1.1 webgw-1",
            "connection: close",
            "");
  }

  @Test
  void anAnswerWithoutBodyKeepsTheLengthItAnnounces() throws MalformedMessageException {
    assertThat(rewriteAnswer("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", false))
        .contains("content-length: 9");
    assertThat(rewriteAnswer("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", false))
        .containsExactly("HTTP/1.1 204 No Content", "via: 1.1 webgw-1", "");
  }
}
