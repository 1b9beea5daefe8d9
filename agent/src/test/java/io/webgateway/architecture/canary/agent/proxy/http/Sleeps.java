package io.webgateway.architecture.canary.agent.proxy.http;

/** Stops an event loop, and with it every connection on it. */
public final class Sleeps {
  private Sleeps() {}

  static void rest() throws InterruptedException {
    Thread.sleep(1);
  }
}
