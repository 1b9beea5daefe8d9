package io.webgateway.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads tokens: {@code or} binds least, then being side by side, then {@code not}. Descends once
 * for each bracket and each {@code not}, at most {@link #MAX_DEPTH} deep.
 */
final class Parser {
  static final int MAX_DEPTH = 16;

  private final List<Token> tokens;
  private final int textLength;
  private int at;
  private int depth;

  private Parser(List<Token> tokens, int textLength) {
    this.tokens = tokens;
    this.textLength = textLength;
  }

  /**
   * The expression that a text means; everything when it is blank.
   *
   * @throws FilterFault at the first fault
   */
  static Expression parse(String text) {
    Parser parser = new Parser(Lexer.tokens(text), text.length());
    if (parser.tokens.isEmpty()) {
      return new Expression.All(List.of());
    }
    Expression whole = parser.any();
    if (parser.at < parser.tokens.size()) {
      Token left = parser.tokens.get(parser.at);
      throw fault(left, "Nothing was opened that this bracket closes", "Leave it out, or open one");
    }
    return whole;
  }

  private Expression any() {
    List<Expression> parts = new ArrayList<>();
    parts.add(all());
    while (at < tokens.size() && tokens.get(at) instanceof Token.Or) {
      at++;
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
  }

  private Expression all() {
    List<Expression> parts = new ArrayList<>();
    parts.add(one());
    while (at < tokens.size() && !isEndOfAll(tokens.get(at))) {
      if (tokens.get(at) instanceof Token.And) {
        at++;
      }
      parts.add(one());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
  }

  private static boolean isEndOfAll(Token token) {
    return token instanceof Token.Or || token instanceof Token.Close;
  }

  private Expression one() {
    if (at == tokens.size()) {
      throw new FilterFault(
          textLength, 0, "Something is missing at the end", "Write a term, such as status:5xx");
    }
    Token token = tokens.get(at++);
    return switch (token) {
      case Token.Word word -> FilterKey.bare(word.item());
      case Token.Keyed keyed -> FilterKey.term(keyed);
      case Token.Negation _ -> new Expression.Not(deeper(token, this::one));
      case Token.Open _ -> bracket(token);
      case Token.Close _, Token.And _, Token.Or _ ->
          throw fault(token, "A term is missing before this", "Write one, such as status:5xx");
    };
  }

  private Expression bracket(Token open) {
    Expression inner = deeper(open, this::any);
    if (at == tokens.size() || !(tokens.get(at) instanceof Token.Close)) {
      throw fault(open, "The bracket is not closed", "Write ) behind the last term of it");
    }
    at++;
    return inner;
  }

  private interface Step {
    Expression read();
  }

  private Expression deeper(Token token, Step step) {
    if (++depth > MAX_DEPTH) {
      throw fault(
          token,
          "More than " + MAX_DEPTH + " brackets and nots lie within each other",
          "Write it flatter");
    }
    Expression inner = step.read();
    depth--;
    return inner;
  }

  private static FilterFault fault(Token token, String fault, String cure) {
    return new FilterFault(token.position(), token.length(), fault, cure);
  }
}
