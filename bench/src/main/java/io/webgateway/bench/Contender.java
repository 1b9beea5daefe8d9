package io.webgateway.bench;

import java.io.IOException;

/** A proxy that can take part. */
interface Contender {
  /** What it is called in reports. */
  String name();

  /** The command that it needs, for saying so when it is not there. */
  String needs();

  /** Starts it, held to the proxies' core, ready for requests. */
  Running start(Place place, Programs programs) throws IOException, InterruptedException;

  /**
   * One that runs.
   *
   * @param about what the report says of it
   * @param pid its first process
   * @param port where it listens on loopback in clear
   * @param tlsPort where it listens on loopback for TLS
   * @param tcpPort whose bytes go to the backend unread; 0 when it cannot do that
   * @param udpPort whose datagrams go to the backend; 0 when it cannot do that
   */
  record Running(
      Report.Participant about, long pid, int port, int tlsPort, int tcpPort, int udpPort) {
    String name() {
      return about.name();
    }
  }
}
