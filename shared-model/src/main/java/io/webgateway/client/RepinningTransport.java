package io.webgateway.client;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Asks a node for its TLS key anew, once in each call, when it shows another one than was seen
 * last. The root of trust is the node's id, so a new key that the node has signed is as good as the
 * old one. Thread-safe.
 */
public final class RepinningTransport implements Transport {
  private final Profile profile;
  private final UnaryOperator<Profile> renewal;
  private final Function<Profile, Transport> dialer;
  private volatile Dialled current;

  private record Dialled(int number, Transport transport) {}

  /**
   * Will speak to a profile's agent.
   *
   * @param profile with a pin, or of a unix socket
   * @param renewal makes contact anew and answers the profile with the pin of now
   * @param dialer opens a transport to a profile
   */
  public RepinningTransport(
      Profile profile, UnaryOperator<Profile> renewal, Function<Profile, Transport> dialer) {
    this.profile = profile;
    this.renewal = renewal;
    this.dialer = dialer;
    this.current = new Dialled(0, dialer.apply(profile));
  }

  private interface Exchange<T> {
    T with(Transport transport) throws IOException;
  }

  @Override
  public Answer send(Call call) throws IOException {
    return exchange(transport -> transport.send(call));
  }

  @Override
  public OpenAnswer open(Call call) throws IOException {
    return exchange(transport -> transport.open(call));
  }

  private <T> T exchange(Exchange<T> exchange) throws IOException {
    Dialled used = current;
    try {
      return exchange.with(used.transport());
    } catch (UntrustedException e) {
      if (profile.usesUnixSocket()) {
        throw e;
      }
      return exchange.with(redialled(used).transport());
    }
  }

  /** Dials anew, unless another call has done so meanwhile. */
  private synchronized Dialled redialled(Dialled refused) {
    Dialled now = current;
    if (now.number() == refused.number()) {
      now = new Dialled(now.number() + 1, dialer.apply(renewal.apply(profile)));
      current = now;
      refused.transport().close();
    }
    return now;
  }

  @Override
  public String address() {
    return current.transport().address();
  }

  @Override
  public boolean isLocalAdministrator() {
    return current.transport().isLocalAdministrator();
  }

  @Override
  public void close() {
    current.transport().close();
  }
}
