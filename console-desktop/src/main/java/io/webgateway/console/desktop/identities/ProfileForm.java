package io.webgateway.console.desktop.identities;

import io.webgateway.client.Profile;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A profile while somebody fills it in. Pure.
 *
 * @param name what the agent is called here
 * @param agent its URL
 * @param node its id
 */
record ProfileForm(String name, String agent, String node) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  /** What is wrong with the name; empty for nothing. */
  String faultOfName() {
    if (name.isBlank()) {
      return "Give it a name";
    }
    return NAME.matcher(name.strip()).matches()
        ? ""
        : "Use letters, digits, dots, hyphens and underscores; begin with a letter or digit";
  }

  /** What is wrong with the URL; empty for nothing. */
  String faultOfAgent() {
    if (agent.isBlank()) {
      return "Enter the URL of the agent's management API, such as https://gw.example:7443";
    }
    try {
      URI uri = URI.create(url());
      boolean isGood =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && (uri.getPath() == null || uri.getPath().isEmpty())
              && uri.getQuery() == null
              && uri.getUserInfo() == null;
      return isGood ? "" : "An agent's URL is https://host:port and nothing more";
    } catch (IllegalArgumentException e) {
      return "This is no URL; it should look like https://gw.example:7443";
    }
  }

  /** What is wrong with the node's id; empty for nothing. */
  String faultOfNode() {
    if (node.isBlank()) {
      return "Enter the node's id, from its provider: it is what makes the connection safe";
    }
    return Thumbprint.isWellFormed(node.strip())
        ? ""
        : "A node's id is 43 letters, digits, hyphens and underscores";
  }

  /** Whether contact can be made. */
  boolean canContact() {
    return faultOfAgent().isEmpty() && faultOfNode().isEmpty();
  }

  /** Whether it can be kept. */
  boolean isGood() {
    return canContact() && faultOfName().isEmpty();
  }

  /** The URL without blanks and a last slash. */
  String url() {
    return agent.strip().replaceAll("/+$", "");
  }

  /** The node's id, of a form that can be contacted. */
  IdentityId nodeId() {
    return new IdentityId(node.strip());
  }

  /**
   * The profile, with what contact has shown.
   *
   * @param before what was known; its pin and ledger stay while URL and node are the same
   */
  Profile profile(Optional<Profile> before) {
    Optional<Profile> same =
        before.filter(
            known -> known.agent().equals(url()) && known.node().equals(Optional.of(nodeId())));
    return same.orElseGet(
        () -> new Profile(url(), Optional.of(nodeId()), Optional.empty(), Optional.empty()));
  }
}
