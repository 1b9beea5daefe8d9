package io.webgateway.agent.management.call;

import java.util.Map;
import java.util.Optional;

/**
 * What comes before a call's body.
 *
 * @param method what is to be done
 * @param path the path as sent, without its query
 * @param uri path and query as sent: what tokens are bound to
 * @param query parameters, decoded
 * @param headers header fields by lower-case name; each occurs once
 * @param isLocal whether the call came over the unix socket
 */
public record CallHead(
    HttpMethod method,
    String path,
    String uri,
    Map<String, String> query,
    Map<String, String> headers,
    boolean isLocal) {

  /** Copies the maps. */
  public CallHead {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /**
   * A header field.
   *
   * @param lowerCaseName its name
   */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Prints no header: one of them is the token. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
