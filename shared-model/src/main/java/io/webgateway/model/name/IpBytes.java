package io.webgateway.model.name;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from their bytes. */
final class IpBytes {
  private IpBytes() {}

  /** The address of 4 or 16 bytes in network order. */
  static InetAddress toAddress(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }
}
