package io.webgateway.agent.cli;

import io.webgateway.client.Profile;
import io.webgateway.client.TlsTransport;
import io.webgateway.client.Transport;
import java.net.URI;
import java.nio.file.Path;

/** Opens the way to an agent. */
interface Dialer {

  /** A transport to a profile whose pin is known, or to a unix socket. */
  Transport dial(Profile profile);

  /** Real sockets. */
  static Transport real(Profile profile) {
    if (profile.usesUnixSocket()) {
      return new UnixSocketTransport(Path.of(profile.agent().substring(Profile.UNIX.length())));
    }
    return TlsTransport.pinned(URI.create(profile.agent()), profile.tlsPin().orElseThrow());
  }
}
