package io.webgateway.console.desktop.identities;

import java.util.Arrays;

/**
 * What a new passphrase has to be: long. Whoever copies the file can guess as often as they like.
 * Pure.
 */
final class PassphraseForm {
  /** Shorter ones are refused. */
  static final int MIN_CHARS = 12;

  private static final int MIN_DIFFERENT = 6;

  private PassphraseForm() {}

  /** What is wrong with it; empty for nothing. */
  static String fault(char[] passphrase) {
    if (passphrase.length < MIN_CHARS) {
      return "At least " + MIN_CHARS + " characters; four or five unrelated words are good";
    }
    long different = new String(passphrase).chars().distinct().count();
    return different < MIN_DIFFERENT
        ? "Too few different characters; four or five unrelated words are good"
        : "";
  }

  /** What is wrong with its repetition; empty for nothing. */
  static String faultOfRepetition(char[] passphrase, char[] again) {
    return Arrays.equals(passphrase, again) ? "" : "The two are not the same";
  }
}
