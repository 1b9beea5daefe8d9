package io.webgateway.agent.proxy.succession;

/**
 * Which of a node's listening sockets one is, in any process of the node.
 *
 * @param listener its protocol and address, as {@code tcp /127.0.0.1:8443}
 * @param slot its place among those that share a port: of UDP there is one for each event loop
 * @param local the address that it is for, where a port that is bound everywhere has a socket of
 *     its own for it; empty elsewhere
 */
public record SocketName(String listener, int slot, String local) {
  /** The first, or only, socket of a listener. */
  public static SocketName of(String listener) {
    return new SocketName(listener, 0, "");
  }
}
