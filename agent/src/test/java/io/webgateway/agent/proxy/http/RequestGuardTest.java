package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestGuardTest {
  private static final RequestGuard GUARD = new RequestGuard(100, "webgw-test");

  /**
   * Here {@code |} stands for CRLF, {@code ~} for a tab, {@code ^0} for NUL, {@code ^H} for 0xE9.
   */
  private static byte[] bytes(String shorthand) {
    return Bytes.of(
        shorthand
            .replace("|", "\r\n")
            .replace("~", "\t")
            .replace("^0", "\0")
            .replace("^H", "\u00e9")
            .replace("^r", "\r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "GET / HTTP/1.1|| => HOST_MISSING",
        "GET / HTTP/1.0|| => HOST_MISSING",
        "GET / HTTP/1.1|Host: a|Host: a|| => HOST_REPEATED",
        "GET / HTTP/1.1|Host: a|host: b|| => HOST_REPEATED",
        "GET / HTTP/1.1|Host: a,b|| => HOST_INVALID",
        "GET / HTTP/1.1|Host: a b|| => HOST_INVALID",
        "GET / HTTP/1.1|Host: u@a|| => HOST_INVALID",
        "GET / HTTP/1.1|Host:|| => HOST_INVALID",
        "GET / HTTP/1.1|Host: a:99999|| => HOST_INVALID",
        "GET http://b/ HTTP/1.1|Host: a|| => HOST_CONFLICT",
        "GET http://a:81/ HTTP/1.1|Host: a|| => HOST_CONFLICT",
        "GET http://u@a/ HTTP/1.1|Host: a|| => HOST_INVALID",
        "GET http:///x HTTP/1.1|Host: a|| => HOST_INVALID",
        "GET ftp://a/ HTTP/1.1|Host: a|| => TARGET_FORM",
        "GET a HTTP/1.1|Host: a|| => TARGET_FORM",
        "GET * HTTP/1.1|Host: a|| => TARGET_FORM",
        "GET a:80 HTTP/1.1|Host: a|| => TARGET_FORM",
        "GET / HTTP/1.1|Host: a|X: b| c|| => FOLDED_FIELD",
        "GET / HTTP/1.1|Host: a|~X: b|| => FOLDED_FIELD",
        "GET / HTTP/1.1| Host: a|| => FOLDED_FIELD",
        "GET / HTTP/1.1|Host : a|| => FIELD_NAME",
        "GET / HTTP/1.1|: a|| => FIELD_NAME",
        "GET / HTTP/1.1|Ho st: a|| => FIELD_NAME",
        "GET / HTTP/1.1|Host|| => FIELD_NAME",
        "GET / HTTP/1.1|H^Hst: a|| => FIELD_NAME",
        "GET / HTTP/1.1|X^0: a|Host: a|| => FIELD_NAME",
        "GET / HTTP/1.1|X: a^0|Host: a|| => FIELD_VALUE",
        "GET / HTTP/1.1|X: a^rb|Host: a|| => BARE_CARRIAGE_RETURN",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: identity|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: identity, chunked|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: chunked, x|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: xchunked|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding:|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked|| => ENCODING",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: \"chunked\"|| => ENCODING",
        "GET / HTTP/1.0|Host: a|Transfer-Encoding: chunked|| => ENCODING_VERSION",
        "GET / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: chunked|| => LENGTH_AND_ENCODING",
        "GET / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: 1, 1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: +1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: -1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: 0x1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: 1 1|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length:|| => LENGTH_INVALID",
        "GET / HTTP/1.1|Host: a|Content-Length: 9999999999999999999|| => LENGTH_INVALID",
        "` GET / HTTP/1.1|Host: a||` => METHOD",
        "get / HTTP/1.1|Host: a|| => METHOD",
        "GET~/ HTTP/1.1|Host: a|| => REQUEST_LINE",
        "G@T / HTTP/1.1|Host: a|| => METHOD",
        "GET  / HTTP/1.1|Host: a|| => REQUEST_LINE",
        "GET /~HTTP/1.1|Host: a|| => TARGET",
        "GET / x HTTP/1.1|Host: a|| => VERSION",
        "GET / HTTP/1.1 |Host: a|| => VERSION",
        "GET /  HTTP/1.1|Host: a|| => VERSION",
        "GET / HTTP/1.2|Host: a|| => VERSION",
        "GET / HTTP/2.0|Host: a|| => VERSION",
        "GET / http/1.1|Host: a|| => VERSION",
        "GET / HTTP/11.1|Host: a|| => VERSION",
        "GET / FTP/1.1|Host: a|| => VERSION",
        "GET /|Host: a|| => TARGET",
        "GET /#x HTTP/1.1|Host: a|| => TARGET",
        "GET /^H HTTP/1.1|Host: a|| => TARGET",
        "GET /^0 HTTP/1.1|Host: a|| => TARGET",
        "GET /../x HTTP/1.1|Host: a|| => PATH",
        "GET /%2e%2e/x HTTP/1.1|Host: a|| => PATH",
        "GET /a%00 HTTP/1.1|Host: a|| => PATH",
        "CONNECT a:443 HTTP/1.1|Host: a:443|| => TARGET_FORM",
        "CONNECT / HTTP/1.1|Host: a|Content-Length: 5|| => METHOD_REFUSED",
        "TRACE / HTTP/1.1|Host: a|| => METHOD_REFUSED",
        "POST / HTTP/1.1|Host: a|Content-Length: 1|Expect: 200-ok|| => EXPECTATION",
        "POST / HTTP/1.1|Host: a|Content-Length: 1|Expect: 100-continue|Expect: x|| => EXPECTATION",
        "GET / HTTP/1.1|Host: a|Via: 1.1 other, 1.1 webgw-test|| => LOOP",
      })
  void whatCouldBeReadInTwoWaysIsRefused(String head, Fault fault) {
    MalformedMessageException refusal =
        catchThrowableOfType(MalformedMessageException.class, () -> GUARD.check(bytes(head)));

    assertThat(refusal).as("accepted: " + head).isNotNull();
    assertThat(refusal.fault()).isEqualTo(fault);
  }

  @Test
  void aGoodRequestIsReadIntoItsParts() throws MalformedMessageException {
    RequestHead head =
        GUARD.check(
            bytes(
                "POST /a/%7eb/../c?q=%2e|x HTTP/1.1|Host: Shop.Example.:8080|Content-Length: 12|Expect: 100-Continue||"
                    .replace("|x", "x")));

    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.host()).isEqualTo("shop.example");
    assertThat(head.authority()).isEqualTo("shop.example:8080");
    assertThat(head.path()).isEqualTo("/a/c");
    assertThat(head.query()).isEqualTo("?q=%2ex");
    assertThat(head.framing()).isEqualTo(new BodyFraming.Length(12));
    assertThat(head.expectsContinue()).isTrue();
    assertThat(head.keepsAlive()).isTrue();
    assertThat(head.isRepeatable()).isFalse();
  }

  @Test
  void anAbsoluteTargetThatAgreesWithHostIsRoutedByItsPath() throws MalformedMessageException {
    RequestHead head =
        GUARD.check(
            bytes("GET HTTP://SHOP.example?x HTTP/1.1|Host: shop.example|Connection: Close||"));

    assertThat(head.path()).isEqualTo("/");
    assertThat(head.query()).isEqualTo("?x");
    assertThat(head.keepsAlive()).isFalse();
    assertThat(head.isRepeatable()).isTrue();
  }

  @Test
  void theServerAsAWholeMayBeAskedForItsOptions() throws MalformedMessageException {
    assertThat(GUARD.check(bytes("OPTIONS * HTTP/1.1|Host: a||")).path()).isEqualTo("*");
  }

  @Test
  void fieldsAreCounted() {
    String head = "GET / HTTP/1.1|Host: a|" + "X: y|".repeat(100) + "|";

    MalformedMessageException refusal =
        catchThrowableOfType(MalformedMessageException.class, () -> GUARD.check(bytes(head)));
    assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY_FIELDS);
  }
}
