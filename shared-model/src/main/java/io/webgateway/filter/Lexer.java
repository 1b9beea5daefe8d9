package io.webgateway.filter;

import io.webgateway.filter.Token.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a filter's text into tokens. */
final class Lexer {
  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * All tokens.
   *
   * @throws FilterFault at the first fault
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    lexer.skipBlanks();
    while (lexer.at < text.length()) {
      tokens.add(lexer.next());
      lexer.skipBlanks();
    }
    return tokens;
  }

  private Token next() {
    int start = at;
    char first = text.charAt(at);
    if (first == '(') {
      at++;
      return new Token.Open(start, 1);
    }
    if (first == ')') {
      at++;
      return new Token.Close(start, 1);
    }
    if (first == '-') {
      at++;
      return new Token.Negation(start, 1);
    }
    int colon = keyEnd();
    if (colon >= 0) {
      String key = text.substring(start, colon);
      at = colon + 1;
      List<Item> items = items(key);
      return new Token.Keyed(start, at - start, key, items);
    }
    return word(item(false));
  }

  private static Token word(Item item) {
    String word = item.quoted() ? "" : item.text().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "or" -> new Token.Or(item.position(), item.length());
      case "and" -> new Token.And(item.position(), item.length());
      case "not" -> new Token.Negation(item.position(), item.length());
      default -> new Token.Word(item.position(), item.length(), item);
    };
  }

  // Where the colon of "key:" is; -1 when the word has no key.
  private int keyEnd() {
    int end = at;
    while (end < text.length() && (isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return end > at && end < text.length() && text.charAt(end) == ':' ? end : -1;
  }

  private List<Item> items(String key) {
    List<Item> items = new ArrayList<>();
    while (true) {
      if (at == text.length() || isEnd(text.charAt(at)) || text.charAt(at) == ',') {
        throw new FilterFault(
            at, 0, "A value is missing after \"" + key + ":\"", "Write " + FilterKey.example(key));
      }
      items.add(item(true));
      if (at == text.length() || text.charAt(at) != ',') {
        return items;
      }
      at++;
    }
  }

  private Item item(boolean endsAtComma) {
    return text.charAt(at) == '"' ? quoted(endsAtComma) : plain(endsAtComma);
  }

  private Item plain(boolean endsAtComma) {
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      if (endsAtComma && text.charAt(at) == ',') {
        break;
      }
      if (text.charAt(at) == '"') {
        throw new FilterFault(
            at,
            1,
            "A quotation mark stands in the middle of a word",
            "Put the whole value in quotation marks");
      }
      at++;
    }
    return new Item(text.substring(start, at), false, start, at - start);
  }

  private Item quoted(boolean endsAtComma) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length();
      value.append(text.charAt(escapes ? at + 1 : at));
      at += escapes ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new FilterFault(
          start,
          text.length() - start,
          "The quotation mark is not closed",
          "Write \" at the end of the value");
    }
    at++;
    boolean ends =
        at == text.length() || isEnd(text.charAt(at)) || (endsAtComma && text.charAt(at) == ',');
    if (!ends) {
      throw new FilterFault(
          at, 1, "Something follows the quotation mark at once", "Leave a blank between the two");
    }
    if (value.isEmpty()) {
      throw new FilterFault(start, 2, "The value is empty", "Write something between the marks");
    }
    return new Item(value.toString(), true, start, at - start);
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isEnd(char c) {
    return isBlank(c) || c == '(' || c == ')';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
