package io.webgateway.agent.cli;

import io.webgateway.client.Answer;
import io.webgateway.client.Call;
import io.webgateway.client.OpenAnswer;
import io.webgateway.client.Profile;
import io.webgateway.client.Transport;
import io.webgateway.client.UntrustedException;
import java.io.IOException;

/**
 * Asks a node for its TLS key anew, once, when it shows another one than was seen last. The root of
 * trust is the node's id, so a new key that the node has signed is as good as the old one.
 */
final class RepinningTransport implements Transport {
  private final Profile profile;
  private final AgentChoice choice;
  private final Dialer dialer;
  private Transport current;
  private boolean repinned;

  RepinningTransport(Profile profile, AgentChoice choice, Dialer dialer) {
    this.profile = profile;
    this.choice = choice;
    this.dialer = dialer;
    this.current = dialer.dial(profile);
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
    try {
      return exchange.with(current);
    } catch (UntrustedException e) {
      if (repinned || profile.usesUnixSocket()) {
        throw e;
      }
      repinned = true;
      current.close();
      current = dialer.dial(choice.renewed(profile));
      return exchange.with(current);
    }
  }

  @Override
  public String address() {
    return current.address();
  }

  @Override
  public boolean isLocalAdministrator() {
    return current.isLocalAdministrator();
  }

  @Override
  public void close() {
    current.close();
  }
}
