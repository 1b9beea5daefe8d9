package io.webgateway.agent.routing.balance;

/**
 * Checks in a row that speak against what is known of an endpoint, before they are enough to change
 * it.
 *
 * @param length how many; 0 when the last check said what is known
 * @param why what the last of them said, where they failed
 */
record CheckRun(int length, String why) {
  static final CheckRun NONE = new CheckRun(0, "");

  CheckRun longer(String reason) {
    return new CheckRun(length + 1, reason);
  }

  boolean isNone() {
    return length == 0;
  }
}
