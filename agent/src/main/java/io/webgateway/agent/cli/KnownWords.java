package io.webgateway.agent.cli;

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
      return List.of("redirect", "serve").iterator();
    }
  }
}
