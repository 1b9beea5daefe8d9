package io.webgateway.agent.cli;

import io.webgateway.wire.document.Words;
import java.util.Iterator;
import java.util.List;

/** Words that options take besides what an enum says, for help and for completion. */
final class KnownWords {
  private KnownWords() {}

  /** Kinds of workload. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("HttpService", "TlsPassthrough", "TcpForward", "UdpForward").iterator();
    }
  }

  /** What an HttpService does on port 80. */
  static final class PlainHttpPolicies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Words.PLAIN_HTTP.all().iterator();
    }
  }

  /** The fields that {@code --set} is for, with what begins their values. */
  static final class SettableFields implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(
              "plainHttp=",
              "tls.minVersion=",
              "tls.clientCertificates.mode=",
              "tls.clientCertificates.ca=@",
              "tls.hsts.maxAgeSeconds=",
              "tls.hsts.includeSubDomains=",
              "backendProtocol=",
              "backendTls=off",
              "backendTls.ca=@",
              "backendTls.pins=",
              "backendTls.serverName=",
              "backendTls.certificate=@",
              "backendTls.key=@",
              "pathPrefix=",
              "timeouts.connectMillis=",
              "timeouts.firstByteMillis=",
              "timeouts.idleMillis=",
              "timeouts.writeStallMillis=",
              "timeouts.totalMillis=",
              "limits.minBodyBytesPerSecond=")
          .iterator();
    }
  }
}
