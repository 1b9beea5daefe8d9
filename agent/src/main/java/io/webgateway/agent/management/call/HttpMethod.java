package io.webgateway.agent.management.call;

import java.util.Optional;

/** The methods that the API knows (RFC 9110 section 9). HEAD is answered as GET without a body. */
public enum HttpMethod {
  GET,
  PUT,
  POST,
  DELETE;

  /** Whether it changes nothing. */
  public boolean isSafe() {
    return this == GET;
  }

  /** The method of a request line; HEAD counts as GET. */
  public static Optional<HttpMethod> of(String text) {
    return switch (text) {
      case "GET", "HEAD" -> Optional.of(GET);
      case "PUT" -> Optional.of(PUT);
      case "POST" -> Optional.of(POST);
      case "DELETE" -> Optional.of(DELETE);
      default -> Optional.empty();
    };
  }
}
