package io.webgateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * One HTTP response whose body is still coming.
 *
 * @param status the status
 * @param headers the fields, names in lower case
 * @param body the body, without transfer coding; closing it ends the exchange
 */
public record OpenAnswer(int status, Map<String, String> headers, InputStream body)
    implements AutoCloseable {

  /** Copies the fields. */
  public OpenAnswer {
    headers = Map.copyOf(headers);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
