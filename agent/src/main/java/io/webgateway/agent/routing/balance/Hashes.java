package io.webgateway.agent.routing.balance;

/**
 * Hashes of keys; the same on every node and after every restart, so that all nodes of a pool send
 * a key to the same endpoint. Not secret: who chooses its key can choose its endpoint.
 */
final class Hashes {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_PREFIX_BYTES = 8;

  private Hashes() {}

  static long of(CharSequence text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return mix(hash);
  }

  /** An IPv4 address whole, also within IPv6; else the first 64 bits. */
  static long ofAddress(byte[] address) {
    if (address.length != IPV6_BYTES) {
      return of(address, 0, address.length);
    }
    return isMappedIpv4(address)
        ? of(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES)
        : of(address, 0, IPV6_PREFIX_BYTES);
  }

  private static boolean isMappedIpv4(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static long of(byte[] bytes, int start, int end) {
    long hash = OFFSET;
    for (int i = start; i < end; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return mix(hash);
  }

  /** Every bit of the result depends on every bit given (the finalizer of SplitMix64). */
  static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
