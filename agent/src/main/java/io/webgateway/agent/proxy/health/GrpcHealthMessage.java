package io.webgateway.agent.proxy.health;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The two messages of the gRPC health protocol ({@code grpc.health.v1}): a request with the name of
 * a service in field 1, an answer with a number in field 1. Small enough to be written by hand.
 * Pure.
 */
final class GrpcHealthMessage {
  /** What is called. */
  static final String PATH = "/grpc.health.v1.Health/Check";

  /** A longer message is not read: the answer that is expected has two bytes. */
  static final int MAX_MESSAGE_BYTES = 1_024;

  /** Before each message: whether it is compressed, and its length. */
  static final int PREFIX_BYTES = 5;

  private static final int SERVICE_TAG = 0x0a;
  private static final int STATUS_TAG = 0x08;
  private static final int MAX_VARINT_BYTES = 10;

  private GrpcHealthMessage() {}

  /** What a server says of a service. */
  enum Serving {
    /** It did not say, or said a word that came later. */
    UNKNOWN,
    /** It is well. */
    SERVING,
    /** It is not. */
    NOT_SERVING,
    /** There is no such service. */
    SERVICE_UNKNOWN
  }

  /** A request with its prefix. */
  static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] length = varint(name.length);
    int message = name.length == 0 ? 0 : 1 + length.length + name.length;
    byte[] all = new byte[PREFIX_BYTES + message];
    all[1] = (byte) (message >>> 24);
    all[2] = (byte) (message >>> 16);
    all[3] = (byte) (message >>> 8);
    all[4] = (byte) message;
    if (message > 0) {
      all[PREFIX_BYTES] = SERVICE_TAG;
      System.arraycopy(length, 0, all, PREFIX_BYTES + 1, length.length);
      System.arraycopy(name, 0, all, PREFIX_BYTES + 1 + length.length, name.length);
    }
    return all;
  }

  /**
   * Reads an answer with its prefix.
   *
   * @return empty when it is none
   */
  static Optional<Serving> answer(byte[] bytes) {
    if (bytes.length < PREFIX_BYTES || bytes[0] != 0 || length(bytes) != bytes.length - 5) {
      return Optional.empty();
    }
    Reader in = new Reader(bytes, PREFIX_BYTES);
    long status = 0;
    while (in.hasMore()) {
      long tag = in.varint();
      if (tag == STATUS_TAG) {
        status = in.varint();
      } else {
        in.skip(tag);
      }
    }
    return in.isWhole() ? Optional.of(word(status)) : Optional.empty();
  }

  private static Serving word(long status) {
    Serving[] all = Serving.values();
    return status >= 0 && status < all.length ? all[(int) status] : Serving.UNKNOWN;
  }

  private static long length(byte[] bytes) {
    return ((bytes[1] & 0xffL) << 24)
        | ((bytes[2] & 0xffL) << 16)
        | ((bytes[3] & 0xffL) << 8)
        | (bytes[4] & 0xffL);
  }

  private static byte[] varint(int number) {
    byte[] bytes = new byte[MAX_VARINT_BYTES];
    int size = 0;
    int rest = number;
    while (rest > 0x7f) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return java.util.Arrays.copyOf(bytes, size);
  }

  /** Reads fields of a message; what cannot be read ends it, and it is not whole then. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;
    private boolean whole = true;

    Reader(byte[] bytes, int from) {
      this.bytes = bytes;
      this.at = from;
    }

    boolean hasMore() {
      return whole && at < bytes.length;
    }

    boolean isWhole() {
      return whole && at == bytes.length;
    }

    long varint() {
      long value = 0;
      for (int i = 0; i < MAX_VARINT_BYTES && at < bytes.length; i++) {
        byte next = bytes[at++];
        value |= (next & 0x7fL) << (7 * i);
        if (next >= 0) {
          return value;
        }
      }
      whole = false;
      return 0;
    }

    /** A field that the answer may have one day. */
    void skip(long tag) {
      switch ((int) (tag & 7)) {
        case 0 -> varint();
        case 1 -> advance(8);
        case 2 -> advance(varint());
        case 5 -> advance(4);
        default -> whole = false;
      }
    }

    private void advance(long count) {
      if (count < 0 || count > bytes.length - at) {
        whole = false;
      } else {
        at += (int) count;
      }
    }
  }
}
