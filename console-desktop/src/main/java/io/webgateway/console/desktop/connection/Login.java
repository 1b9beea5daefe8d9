package io.webgateway.console.desktop.connection;

import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;

/** Makes an agent of a profile and opened keys; tests put another one in its place. */
@FunctionalInterface
public interface Login {

  /** The agent, in the name of the keys' identity. Connects later. */
  ConsoleAgent agent(Profile profile, KeyRing ring);
}
