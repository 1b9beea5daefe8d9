package io.webgateway.console.web;

import java.nio.file.Path;
import java.util.List;

/**
 * How the program was started.
 *
 * @param address where it listens; loopback unless told otherwise
 * @param port the port there
 * @param agent {@code https://host:port} of the management API
 * @param node the node's id
 * @param data accounts and what is remembered of the agent
 * @param hosts names under which browsers reach it, besides the address and localhost
 * @param secure whether browsers reach it over TLS, which something in front ends
 * @param visitorPort where visitors reach the pools by https; for links only
 */
public record ConsoleOptions(
    String address,
    int port,
    String agent,
    String node,
    Path data,
    List<String> hosts,
    boolean secure,
    int visitorPort) {

  /** Copies the list. */
  public ConsoleOptions {
    hosts = List.copyOf(hosts);
  }
}
