package io.webgateway.agent.admission;

import io.webgateway.agent.config.AgentConfig;
import io.webgateway.agent.config.InterfaceAddresses;
import io.webgateway.agent.routing.BackendRules;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend policy by the addresses that this machine has now: they can change while the agent
 * runs. The same object is answered as long as nothing has changed. Any thread.
 */
public final class CurrentBackendPolicy implements Supplier<PrefixBackendPolicy> {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentBackendPolicy.class);

  private final AgentConfig config;
  private BackendRules rules;
  private PrefixBackendPolicy policy;

  /**
   * Makes one.
   *
   * @throws IOException when the machine's addresses cannot be read
   */
  public CurrentBackendPolicy(AgentConfig config) throws IOException {
    this.config = config;
    this.rules = config.backendRules(InterfaceAddresses.read());
    this.policy = new PrefixBackendPolicy(rules);
  }

  @Override
  public synchronized PrefixBackendPolicy get() {
    try {
      BackendRules now = config.backendRules(InterfaceAddresses.read());
      if (!now.equals(rules)) {
        rules = now;
        policy = new PrefixBackendPolicy(now);
      }
    } catch (IOException e) {
      LOG.warn("The machine's addresses cannot be read; the known ones count: {}", e.getMessage());
    }
    return policy;
  }
}
