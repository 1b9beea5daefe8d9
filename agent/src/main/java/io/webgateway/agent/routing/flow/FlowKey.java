package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.limit.ClientKey;
import java.net.InetAddress;

/**
 * What makes a flow one: the address and port of a client, and the address here that it sends to.
 * Can be set again and again to look flows up without making objects; a flow has a copy of its own.
 * Confined to one thread.
 */
public final class FlowKey {
  private static final long MAPPED_IPV4 = 0xFFFFL << 32;
  private static final long LOW_INT = 0xFFFF_FFFFL;

  private final long seed;
  private long clientHigh;
  private long clientLow;
  private long localHigh;
  private long localLow;
  private int clientPort;

  /**
   * A key of nobody.
   *
   * @param seed mixed into hashes, so that nobody can choose addresses that share one; the same for
   *     all keys of a table
   */
  public FlowKey(long seed) {
    this.seed = seed;
  }

  /** Sets both addresses; IPv4 and IPv4 mapped into IPv6 are the same. */
  public FlowKey set(InetAddress client, int port, InetAddress local) {
    byte[] clientBytes = client.getAddress();
    byte[] localBytes = local.getAddress();
    return set(high(clientBytes), low(clientBytes), port, high(localBytes), low(localBytes));
  }

  FlowKey set(
      long newClientHigh, long newClientLow, int port, long newLocalHigh, long newLocalLow) {
    clientHigh = newClientHigh;
    clientLow = newClientLow;
    clientPort = port;
    localHigh = newLocalHigh;
    localLow = newLocalLow;
    return this;
  }

  FlowKey copy() {
    return new FlowKey(seed).set(clientHigh, clientLow, clientPort, localHigh, localLow);
  }

  /** What limits and quotas know the client by, see {@link ClientKey}. */
  long client() {
    return clientHigh == 0 && clientLow >>> 32 == 0xFFFFL
        ? ClientKey.ofIpv4((int) clientLow)
        : clientHigh;
  }

  private static long high(byte[] address) {
    return address.length == 4 ? 0 : longAt(address, 0);
  }

  private static long low(byte[] address) {
    return address.length == 4 ? MAPPED_IPV4 | (intAt(address, 0) & LOW_INT) : longAt(address, 8);
  }

  private static long longAt(byte[] bytes, int at) {
    return ((long) intAt(bytes, at) << 32) | (intAt(bytes, at + 4) & LOW_INT);
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowKey key
        && clientLow == key.clientLow
        && clientPort == key.clientPort
        && clientHigh == key.clientHigh
        && localLow == key.localLow
        && localHigh == key.localHigh
        && seed == key.seed;
  }

  @Override
  public int hashCode() {
    long hash = mix(seed ^ clientLow);
    hash = mix(hash ^ clientHigh ^ ((long) clientPort << 40));
    return (int) (mix(hash ^ localLow ^ Long.rotateLeft(localHigh, 17)) >>> 32);
  }

  /** The finisher of SplitMix64. */
  private static long mix(long value) {
    long a = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  @Override
  public String toString() {
    return Long.toHexString(clientHigh)
        + ":"
        + Long.toHexString(clientLow)
        + "#"
        + clientPort
        + ">"
        + Long.toHexString(localLow);
  }
}
