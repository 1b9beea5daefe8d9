package io.webgateway.agent.upgrade;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;

/** Which version may follow which. Pure. */
final class VersionOrder {
  private VersionOrder() {}

  /**
   * Why a version may not follow another, if it may not: an older one may not read what the newer
   * has written. Versions that cannot be compared, as of development builds, may follow any.
   */
  static Optional<String> refusal(String present, String next) {
    return isLower(next, present)
        ? Optional.of("version " + next + " is lower than " + present + ", which runs; force it")
        : Optional.empty();
  }

  private static boolean isLower(String next, String present) {
    try {
      return Version.parse(next).compareTo(Version.parse(present)) < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
