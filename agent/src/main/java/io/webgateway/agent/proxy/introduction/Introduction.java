package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.model.workload.policy.ProxyProtocol;
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
