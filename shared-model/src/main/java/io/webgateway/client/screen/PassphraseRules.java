package io.webgateway.client.screen;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passphrases are good enough for a key: long ones. Whoever copies a console's files can
 * guess as often as they like, so length is what counts, and nothing is asked that makes people
 * write {@code P@ssw0rd1}. Pure.
 */
public final class PassphraseRules {
  /** Shorter ones are refused. */
  public static final int MIN_CHARS = 12;

  private static final int MAX_CHARS = 256;
  private static final int MIN_DIFFERENT = 6;
  private static final int MIN_NAME_CHARS = 3;

  private PassphraseRules() {}

  /**
   * What is wrong with a passphrase, with what would be right; empty when it is good.
   *
   * @param names what its owner is called, here and elsewhere: it must not be made of them
   */
  public static Optional<String> faultOf(String passphrase, String... names) {
    if (passphrase.length() < MIN_CHARS) {
      return Optional.of(
          "At least " + MIN_CHARS + " characters; four or five unrelated words are good");
    }
    if (passphrase.length() > MAX_CHARS) {
      return Optional.of("At most " + MAX_CHARS + " characters");
    }
    if (passphrase.chars().distinct().count() < MIN_DIFFERENT) {
      return Optional.of("Too few different characters; four or five unrelated words are good");
    }
    if (Arrays.stream(names).anyMatch(name -> isMadeOf(passphrase, name))) {
      return Optional.of("It must not be made of your own name");
    }
    return Optional.empty();
  }

  /** What is wrong with its repetition; empty when the two are the same. */
  public static Optional<String> faultOfRepetition(String passphrase, String again) {
    return passphrase.equals(again) ? Optional.empty() : Optional.of("The two are not the same");
  }

  private static boolean isMadeOf(String passphrase, String name) {
    String word = name.strip().toLowerCase(Locale.ROOT);
    String whole = passphrase.toLowerCase(Locale.ROOT);
    return word.length() >= MIN_NAME_CHARS
        && whole.contains(word)
        && whole.replace(word, "").length() < MIN_DIFFERENT;
  }
}
