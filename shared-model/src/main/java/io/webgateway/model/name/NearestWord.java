package io.webgateway.model.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class NearestWord {
  private static final int MAX_DISTANCE = 3;

  private NearestWord() {}

  /**
   * The word that differs least from what was written, if it differs in less than half of it and in
   * at most three letters; capitals do not count.
   */
  public static Optional<String> to(String written, Collection<String> words) {
    int most = Math.min(MAX_DISTANCE, written.length() / 2);
    String lower = written.toLowerCase(Locale.ROOT);
    Comparator<String> byDistance =
        Comparator.comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT)));
    return words.stream()
        .min(byDistance)
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= most);
  }

  // Levenshtein: insertions, removals and replacements, one row at a time.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
