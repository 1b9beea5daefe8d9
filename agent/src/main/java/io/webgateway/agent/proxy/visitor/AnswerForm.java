package io.webgateway.agent.proxy.visitor;

import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.model.traffic.CompletionReason;

/** In which form the gateway answers by itself. */
enum AnswerForm {
  /** A short text. */
  TEXT("text/plain; charset=utf-8"),
  /** A problem document (RFC 9457). */
  PROBLEM("application/problem+json"),
  /** A page for people. */
  PAGE("text/html; charset=utf-8");

  private final String mediaType;

  AnswerForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What a visitor can read; only who is closed for a while has something to show to people. */
  static AnswerForm of(GatewayAnswer answer, RequestHead request) {
    if (answer.reason() == CompletionReason.PAUSED && request.acceptsHtml()) {
      return PAGE;
    }
    return request.acceptsProblemJson() ? PROBLEM : TEXT;
  }

  String mediaType() {
    return mediaType;
  }

  /** The body of an answer. */
  String body(GatewayAnswer answer, String exchangeId) {
    if (answer.reason() == CompletionReason.PAUSED) {
      return switch (this) {
        case TEXT -> PausePage.text(answer);
        case PROBLEM -> PausePage.problem(answer, exchangeId);
        case PAGE -> PausePage.html(answer);
      };
    }
    return switch (this) {
      // Titles, details and ids are the gateway's own words, so nothing needs escaping.
      case PROBLEM ->
          "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"exchange\":\"%s\"}\n"
              .formatted(answer.title(), answer.status(), answer.detail(), exchangeId);
      case TEXT, PAGE ->
          "%d %s\n%s\nExchange %s\n"
              .formatted(answer.status(), answer.title(), answer.detail(), exchangeId);
    };
  }
}
