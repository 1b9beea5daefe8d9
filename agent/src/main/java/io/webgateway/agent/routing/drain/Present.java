package io.webgateway.agent.routing.drain;

/**
 * What is there at one moment, or was cut.
 *
 * @param connections visitors' connections, idle ones and those of the tunnels included
 * @param exchanges requests that are being answered
 * @param tunnels connections and streams that are relayed: ports, TLS passed through, WebSockets
 * @param flows of datagrams
 */
public record Present(long connections, long exchanges, long tunnels, long flows) {
  /** Nothing. */
  public static final Present NOTHING = new Present(0, 0, 0, 0);

  /** Both together. */
  public Present plus(Present other) {
    return new Present(
        connections + other.connections,
        exchanges + other.exchanges,
        tunnels + other.tunnels,
        flows + other.flows);
  }

  /** Whether there is nothing. */
  public boolean nothingIsThere() {
    return equals(NOTHING);
  }
}
