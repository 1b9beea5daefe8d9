package io.webgateway.client;

import java.util.Map;

/**
 * One HTTP request.
 *
 * @param method the method
 * @param target path and query, as it goes on the wire
 * @param headers more fields than a transport sets by itself; names in lower case
 * @param body the body's text; empty for none
 */
public record Call(String method, String target, Map<String, String> headers, String body) {

  /** Copies the fields. */
  public Call {
    headers = Map.copyOf(headers);
  }

  /** A request that reads. */
  public static Call get(String target) {
    return new Call("GET", target, Map.of(), "");
  }

  /** The target without its query, for messages. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  // Fields may hold a token.
  @Override
  public String toString() {
    return method + " " + target;
  }
}
