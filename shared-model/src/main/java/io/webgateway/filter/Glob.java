package io.webgateway.filter;

/**
 * A pattern in which {@code *} stands for any characters, also none. Takes time in proportion to
 * the two lengths multiplied, whatever the pattern.
 *
 * @param pattern what the whole text must fit
 */
record Glob(String pattern) {

  boolean matches(String text) {
    int at = 0;
    int next = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
