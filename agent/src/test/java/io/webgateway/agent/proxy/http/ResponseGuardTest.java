package io.webgateway.agent.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseGuardTest {
  private static final ResponseGuard GUARD = new ResponseGuard(100);

  private static byte[] bytes(String shorthand) {
    return Bytes.of(shorthand.replace("|", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 1|| => LENGTH_INVALID",
        "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2|| => LENGTH_INVALID",
        "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked|| => LENGTH_AND_ENCODING",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked|| => ENCODING",
        "HTTP/1.0 200 OK|Transfer-Encoding: chunked|| => ENCODING_VERSION",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked|| => ENCODING",
        "HTTP/1.1 204 OK|Content-Length: 1|Transfer-Encoding: chunked|| => LENGTH_AND_ENCODING",
        "HTTP/2.0 200 OK|| => STATUS_LINE",
        "HTTP/1.1 20 OK|| => STATUS_LINE",
        "HTTP/1.1 2000 OK|| => STATUS_LINE",
        "HTTP/1.1 099 OK|| => STATUS_LINE",
        "HTTP/1.1  200 OK|| => STATUS_LINE",
        "hello|| => STATUS_LINE",
        "HTTP/1.1 200 OK|X: a| b|| => FOLDED_FIELD",
        "HTTP/1.1 200 OK|X : a|| => FIELD_NAME",
      })
  void anAnswerWithTwoMeaningsIsRefused(String head, Fault fault) {
    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class, () -> GUARD.check(bytes(head), "GET"));

    assertThat(refusal).as("accepted: " + head).isNotNull();
    assertThat(refusal.fault()).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, HTTP/1.1 200 OK|Content-Length: 5||, Length[bytes=5], true",
    "GET, HTTP/1.1 200 OK|Transfer-Encoding: chunked||, CHUNKED, true",
    "GET, HTTP/1.1 200 OK||, UNTIL_CLOSE, false",
    "GET, HTTP/1.1 200|Content-Length: 0||, Length[bytes=0], true",
    "GET, HTTP/1.1 200 OK|Content-Length: 5|Connection: close||, Length[bytes=5], false",
    "GET, HTTP/1.0 200 OK|Content-Length: 5||, Length[bytes=5], false",
    "HEAD, HTTP/1.1 200 OK|Content-Length: 5||, NONE, true",
    "GET, HTTP/1.1 304 Not Modified|Content-Length: 5||, NONE, true",
    "GET, HTTP/1.1 204 No Content||, NONE, true",
    "GET, HTTP/1.1 100 Continue||, NONE, true",
  })
  void theEndOfTheBodyFollowsFromRequestAndAnswer(
      String method, String head, String framing, boolean keepsAlive)
      throws MalformedMessageException {
    ResponseHead read = GUARD.check(bytes(head), method);

    assertThat(read.framing()).hasToString(framing);
    assertThat(read.keepsAlive()).isEqualTo(keepsAlive);
  }
}
