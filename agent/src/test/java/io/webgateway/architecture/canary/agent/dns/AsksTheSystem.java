package io.webgateway.architecture.canary.agent.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Answers a name by asking somebody else. */
public final class AsksTheSystem {
  private AsksTheSystem() {}

  static InetAddress answer(String name) throws UnknownHostException {
    return InetAddress.getByName(name);
  }
}
