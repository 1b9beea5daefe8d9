package io.webgateway.agent.cli;

import io.webgateway.client.FirstContact;
import io.webgateway.client.Home;
import io.webgateway.client.Profile;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Finds out which agent is meant, and what is known of it. */
final class AgentChoice {
  private static final String DEFAULT_PROFILE = "default";

  private final Home home;
  private final Optional<String> wanted;
  private final Optional<IdentityId> node;

  AgentChoice(Home home, Optional<String> wanted, Optional<IdentityId> node) {
    this.home = home;
    this.wanted = wanted;
    this.node = node;
  }

  /** A profile with the name it was kept under, if any. */
  private record Found(Optional<String> name, Profile profile) {}

  /** Whether an agent was named, or is the only or default one. */
  boolean isClear() {
    return wanted.isPresent() || onlyProfile().isPresent();
  }

  /** The profile to use, its TLS key verified. */
  Profile profile() throws IOException {
    Found found = wanted.map(this::named).or(this::onlyProfile).orElseThrow(this::unclear);
    Profile profile = found.profile();
    if (profile.usesUnixSocket() || profile.tlsPin().isPresent()) {
      return profile;
    }
    Profile pinned = profile.withPin(firstContact(profile));
    if (found.name().isPresent()) {
      home.save(found.name().get(), pinned);
    }
    return pinned;
  }

  /** The profile again, after its pin turned out to be out of date. */
  Profile renewed(Profile profile) {
    return profile.withPin(firstContact(profile));
  }

  private static String firstContact(Profile profile) {
    return FirstContact.pin(
        URI.create(profile.agent()), profile.node().orElseThrow(() -> withoutNode(profile)));
  }

  private Found named(String text) {
    if (text.startsWith("/")) {
      return new Found(
          Optional.empty(),
          new Profile(Profile.UNIX + text, node, Optional.empty(), Optional.empty()));
    }
    if (text.startsWith(Profile.UNIX)) {
      return new Found(
          Optional.empty(), new Profile(text, node, Optional.empty(), Optional.empty()));
    }
    if (text.startsWith("https://")) {
      return ofUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
    return home.profile(text)
        .map(profile -> new Found(Optional.of(text), profile))
        .orElseThrow(
            () ->
                new Usage(
                    "--agent",
                    "There is no profile '" + text + "'",
                    "Write a profile's name, https://host:port or unix:/path; profiles: webgw"
                        + " profile list"));
  }

  private Found ofUrl(String url) {
    if (node.isPresent()) {
      return new Found(
          Optional.empty(), new Profile(url, node, Optional.empty(), Optional.empty()));
    }
    return home.profiles().entrySet().stream()
        .filter(entry -> entry.getValue().agent().equals(url))
        .findFirst()
        .map(entry -> new Found(Optional.of(entry.getKey()), entry.getValue()))
        .orElseThrow(() -> withoutNode(new Profile(url, node, Optional.empty(), Optional.empty())));
  }

  private Optional<Found> onlyProfile() {
    Map<String, Profile> profiles = home.profiles();
    if (profiles.containsKey(DEFAULT_PROFILE)) {
      return Optional.ofNullable(profiles.get(DEFAULT_PROFILE))
          .map(profile -> new Found(Optional.of(DEFAULT_PROFILE), profile));
    }
    return profiles.size() == 1
        ? profiles.entrySet().stream()
            .findFirst()
            .map(entry -> new Found(Optional.of(entry.getKey()), entry.getValue()))
        : Optional.empty();
  }

  private Usage unclear() {
    return new Usage(
        "--agent",
        home.profiles().isEmpty() ? "No agent is known yet" : "There are several profiles",
        home.profiles().isEmpty()
            ? "Make a profile: webgw profile add NAME --agent https://host:port --node ID"
            : "Name one of " + String.join(", ", home.profiles().keySet()));
  }

  private static Usage withoutNode(Profile profile) {
    return new Usage(
        "--node",
        "Which node should answer at " + profile.agent() + " is not known",
        "Give its id with --node; its provider can tell it, and the agent prints it");
  }

  /** Reads a node's id from an option. */
  static Optional<IdentityId> node(Optional<String> option) {
    return option.map(
        text -> {
          if (!Thumbprint.isWellFormed(text)) {
            throw new Usage(
                "--node", "This is no node id", "A node id is 43 letters, digits, - and _");
          }
          return new IdentityId(text);
        });
  }
}
