package io.webgateway.bench.change.visit;

/**
 * Where visitors go, all on loopback.
 *
 * @param host that they name
 * @param httpPort in clear
 * @param tlsPort inside TLS, where http2 is offered; 0 for none
 * @param tcpPort whose lines come back; 0 for none
 * @param udpPort whose datagrams come back; 0 for none
 */
public record Target(String host, int httpPort, int tlsPort, int tcpPort, int udpPort) {}
