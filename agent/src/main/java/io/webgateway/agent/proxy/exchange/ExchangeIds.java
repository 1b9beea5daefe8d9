package io.webgateway.agent.proxy.exchange;

/** Ids of one event loop's exchanges, unique on the node. Confined to the event loop. */
final class ExchangeIds {
  private final String prefix;
  private long last;

  ExchangeIds(String prefix) {
    this.prefix = prefix;
  }

  long next() {
    return ++last;
  }

  String text(long number) {
    return prefix + "-" + Long.toString(number, 36);
  }
}
