package io.webgateway.client;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response, whole.
 *
 * @param status the status
 * @param headers the fields, names in lower case; of a repeated field the first
 * @param body the body's text
 */
public record Answer(int status, Map<String, String> headers, String body) {

  /** Copies the fields. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Whether the status is one of success. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** A field. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
