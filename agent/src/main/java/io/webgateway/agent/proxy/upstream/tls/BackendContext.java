package io.webgateway.agent.proxy.upstream.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.webgateway.agent.proxy.transport.BackendTls;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/**
 * A TLS context, and the name that backends are known by.
 *
 * @param ssl what handshakes are made with; counted, see {@link BackendTlsContexts}
 * @param serverName of all endpoints, or empty for each one's own host
 */
record BackendContext(SslContext ssl, String serverName) implements BackendTls {

  @Override
  public SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
    String name = withoutRootDot(serverName.isEmpty() ? host : serverName);
    SslHandler handler = ssl.newHandler(allocator, name, port);
    if (!isLiteral(name)) {
      // Said here, because the TLS library leaves out names of one label.
      SSLParameters parameters = handler.engine().getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      handler.engine().setSSLParameters(parameters);
    }
    return handler;
  }

  /** A name in a certificate never has it, and SNI may not (RFC 6066 section 3). */
  private static String withoutRootDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isLiteral(String name) {
    return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
  }
}
