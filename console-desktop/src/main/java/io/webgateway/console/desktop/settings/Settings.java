package io.webgateway.console.desktop.settings;

import io.webgateway.console.desktop.theme.Appearance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the console remembers.
 *
 * @param appearance light or dark
 * @param window where the window was
 * @param lastProfile the profile that was connected last
 * @param profiles what goes with each profile, by its name
 * @param trafficColumns the columns of live traffic that are hidden
 */
public record Settings(
    Appearance appearance,
    Optional<WindowPlace> window,
    Optional<String> lastProfile,
    Map<String, ProfileUse> profiles,
    List<String> trafficColumns) {

  /** Columns that somebody has to ask for: the rest fits beside the details. */
  private static final List<String> USUALLY_HIDDEN = List.of("In", "Protocol", "Workload", "Ended");

  /** Copies map and list. */
  public Settings {
    profiles = Map.copyOf(profiles);
    trafficColumns = List.copyOf(trafficColumns);
  }

  /**
   * A window's place on the screen, in pixels.
   *
   * @param maximised whether it fills the screen; the rest is then what it had before
   */
  public record WindowPlace(double x, double y, double width, double height, boolean maximised) {}

  /**
   * How a profile is used.
   *
   * @param identity the name of the identity that signs there
   * @param lastUsed when it was connected last
   * @param keychain whether its passphrase is in the system's keychain
   */
  public record ProfileUse(
      Optional<String> identity, Optional<Instant> lastUsed, boolean keychain) {
    /** Nothing is known. */
    public static final ProfileUse NONE = new ProfileUse(Optional.empty(), Optional.empty(), false);

    /** The same with an identity. */
    public ProfileUse withIdentity(String name) {
      return new ProfileUse(Optional.of(name), lastUsed, keychain);
    }

    /** The same, connected at a time. */
    public ProfileUse usedAt(Instant time, boolean inKeychain) {
      return new ProfileUse(identity, Optional.of(time), inKeychain);
    }
  }

  /** Before anything was remembered. */
  public static Settings none() {
    return new Settings(
        Appearance.SYSTEM, Optional.empty(), Optional.empty(), Map.of(), USUALLY_HIDDEN);
  }

  /** How a profile is used. */
  public ProfileUse use(String profile) {
    return profiles.getOrDefault(profile, ProfileUse.NONE);
  }

  /** The same with another appearance. */
  public Settings with(Appearance other) {
    return new Settings(other, window, lastProfile, profiles, trafficColumns);
  }

  /** The same with the window elsewhere. */
  public Settings with(WindowPlace place) {
    return new Settings(appearance, Optional.of(place), lastProfile, profiles, trafficColumns);
  }

  /** The same with other hidden columns. */
  public Settings withTrafficColumns(List<String> hidden) {
    return new Settings(appearance, window, lastProfile, profiles, hidden);
  }

  /** The same with a profile used otherwise. */
  public Settings with(String profile, ProfileUse use) {
    Map<String, ProfileUse> all = new LinkedHashMap<>(profiles);
    all.put(profile, use);
    return new Settings(appearance, window, lastProfile, all, trafficColumns);
  }

  /** The same with a profile connected last. */
  public Settings connected(String profile, ProfileUse use) {
    Settings next = with(profile, use);
    return new Settings(appearance, window, Optional.of(profile), next.profiles(), trafficColumns);
  }

  /** The same without a profile. */
  public Settings without(String profile) {
    Map<String, ProfileUse> all = new LinkedHashMap<>(profiles);
    all.remove(profile);
    return new Settings(
        appearance, window, lastProfile.filter(name -> !name.equals(profile)), all, trafficColumns);
  }
}
