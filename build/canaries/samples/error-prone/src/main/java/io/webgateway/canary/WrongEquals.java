package io.webgateway.canary;

/** Compares a text with a number: always false, and only error-prone sees it. */
public final class WrongEquals {
  private WrongEquals() {}

  static boolean same(String text, Integer number) {
    return text.equals(number);
  }
}
