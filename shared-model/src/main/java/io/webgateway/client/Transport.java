package io.webgateway.client;

import java.io.IOException;

/**
 * Carries requests to one agent. Thread-safe. Whoever implements it has made sure that the other
 * end is the agent that was asked for.
 */
public interface Transport extends AutoCloseable {

  /** The largest answer that is read whole, in bytes. */
  int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

  /**
   * Sends a request and reads the whole response.
   *
   * @throws IOException when there is no whole response
   * @throws UntrustedException when the other end is not the agent that was asked for
   */
  Answer send(Call call) throws IOException;

  /**
   * Sends a request and leaves the response's body open, for streams.
   *
   * @throws IOException when there is no response
   * @throws UntrustedException when the other end is not the agent that was asked for
   */
  OpenAnswer open(Call call) throws IOException;

  /** How people know the other end: a URL or a path. */
  String address();

  /** Whether the other end takes this for the local administrator. */
  boolean isLocalAdministrator();

  @Override
  void close();
}
