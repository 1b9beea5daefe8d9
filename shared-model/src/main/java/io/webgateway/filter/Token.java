package io.webgateway.filter;

import java.util.List;

/** One piece of a filter's text. */
sealed interface Token {

  /** Where it begins: a count of characters from 0. */
  int position();

  /** How many characters it has. */
  int length();

  /** {@code (}. */
  record Open(int position, int length) implements Token {}

  /** {@code )}. */
  record Close(int position, int length) implements Token {}

  /** {@code -} before something, or the word {@code not}. */
  record Negation(int position, int length) implements Token {}

  /** The word {@code and}. */
  record And(int position, int length) implements Token {}

  /** The word {@code or}. */
  record Or(int position, int length) implements Token {}

  /** A word or a quoted text without a key. */
  record Word(int position, int length, Item item) implements Token {}

  /**
   * {@code key:value,value}.
   *
   * @param key as written, before the colon
   * @param items the values; at least one
   */
  record Keyed(int position, int length, String key, List<Item> items) implements Token {
    public Keyed {
      items = List.copyOf(items);
    }
  }

  /**
   * One value.
   *
   * @param text without quotation marks and their escapes
   * @param quoted whether it was in quotation marks, so that {@code *} is only a character
   * @param position where it begins
   * @param length how many characters it has in the filter's text
   */
  record Item(String text, boolean quoted, int position, int length) {
    FilterFault fault(String fault, String cure) {
      return new FilterFault(position, length, fault, cure);
    }
  }
}
