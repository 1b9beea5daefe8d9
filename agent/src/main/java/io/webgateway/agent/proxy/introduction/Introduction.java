package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.model.workload.policy.ProxyProtocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a connection to a backend begins with, before TLS. Equal ones tell a backend the same. */
public sealed interface Introduction {
  /** With nothing of ours: the usual case, and the cheap one. */
  enum None implements Introduction {
    /** The one. */
    NONE
  }

  /**
   * With a header that names the visitor; such a connection serves nobody else.
   *
   * @param version not {@link ProxyProtocol#OFF}
   * @param addresses of the visitor's connection
   */
  record OfVisitor(ProxyProtocol version, ConnectionAddresses addresses) implements Introduction {}

  /**
   * With a header of version 2 that names the visitor and the visitor's connection, which may go on
   * over several connections to backends: in TLVs of the range for custom types, {@value
   * #TYPE_SESSION} with the id in ASCII, and {@value #TYPE_RESUMED} with four bytes, how many
   * connections to backends it had before, 0 for the first.
   *
   * @param addresses of the visitor's connection
   * @param session the id under which its end will be told
   * @param before how many connections to backends it had
   */
  record OfSession(ConnectionAddresses addresses, String session, int before)
      implements Introduction {
    /** PP2_TYPE_MIN_CUSTOM of the specification. */
    public static final int TYPE_SESSION = 0xe0;

    /** The next one. */
    public static final int TYPE_RESUMED = 0xe1;
  }

  /**
   * With a header that says that the gateway comes for itself, to see whether the backend is well.
   *
   * @param version not {@link ProxyProtocol#OFF}
   */
  record OfGateway(ProxyProtocol version) implements Introduction {}

  /** Of a visitor. */
  static Introduction of(ProxyProtocol version, ConnectionAddresses addresses) {
    return version == ProxyProtocol.OFF ? None.NONE : new OfVisitor(version, addresses);
  }

  /** Of the gateway itself. */
  static Introduction ofGateway(ProxyProtocol version) {
    return version == ProxyProtocol.OFF ? None.NONE : new OfGateway(version);
  }

  /** Writes the header; nothing when there is none. */
  default void write(ByteBuf out) {
    switch (this) {
      case None _ -> {}
      case OfVisitor(ProxyProtocol version, ConnectionAddresses addresses) -> {
        if (version == ProxyProtocol.V1) {
          HeaderForm.writeLine(addresses.visitor(), addresses.gateway(), out);
        } else {
          HeaderForm.writeBinary(addresses.visitor(), addresses.gateway(), out);
        }
      }
      case OfSession(ConnectionAddresses addresses, String session, int before) -> {
        int start = out.writerIndex();
        HeaderForm.writeBinary(addresses.visitor(), addresses.gateway(), out);
        HeaderForm.writeTlv(
            OfSession.TYPE_SESSION, session.getBytes(StandardCharsets.US_ASCII), out);
        HeaderForm.writeTlv(
            OfSession.TYPE_RESUMED, ByteBuffer.allocate(Integer.BYTES).putInt(before).array(), out);
        HeaderForm.correctLength(start, out);
      }
      case OfGateway(ProxyProtocol version) -> {
        if (version == ProxyProtocol.V1) {
          out.writeCharSequence("PROXY UNKNOWN\r\n", StandardCharsets.US_ASCII);
        } else {
          HeaderForm.writeLocal(out);
        }
      }
    }
  }
}
