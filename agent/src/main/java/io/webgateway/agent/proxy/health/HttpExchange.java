package io.webgateway.agent.proxy.health;

import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;

/**
 * One GET over HTTP/2, judged by its head.
 *
 * @param expected what is well
 * @param secure whether it goes over TLS
 * @param authority of the request where the check names none
 */
record HttpExchange(ActiveCheck.Http expected, boolean secure, String authority)
    implements Http2Question.Exchange {
  @Override
  public Http2Headers head() {
    return Http2Question.head(
        "GET", secure, expected.host().isEmpty() ? authority : expected.host(), expected.path());
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }

  @Override
  public void headers(Http2Headers headers, boolean ends, Question.Answered answered) {
    int status = statusOf(headers);
    if (status >= 100 && status < 200) {
      return;
    }
    if (status < 0) {
      answered.failed(CheckWords.NOT_HTTP);
    } else if (status >= expected.minStatus() && status <= expected.maxStatus()) {
      answered.passed();
    } else {
      answered.failed(CheckWords.status(status, expected));
    }
  }

  /** The status, or -1. */
  static int statusOf(Http2Headers headers) {
    CharSequence status = headers.status();
    if (status == null || status.length() != 3) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  @Override
  public void data(byte[] part, boolean ends, Question.Answered answered) {
    answered.failed(CheckWords.NOT_HTTP);
  }
}
