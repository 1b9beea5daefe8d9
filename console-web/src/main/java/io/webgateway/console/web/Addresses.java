package io.webgateway.console.web;

/** Addresses as URLs have them. */
final class Addresses {
  private Addresses() {}

  /** An IPv6 address in brackets, everything else as it is. */
  static String inUrl(String address) {
    return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
