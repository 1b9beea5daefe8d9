package io.webgateway.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the program's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"webgw " + (version == null ? "(built from source)" : version)};
  }
}
