package io.webgateway.model.name;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a text that somebody wrote: a value, or a sentence that says what is wrong with it
 * and what would be right.
 */
public sealed interface Parsed<T> {

  /** The text is good. */
  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * The text is not good.
   *
   * @param problem fault and cure, for people; what was written is quoted, shortened and free of
   *     control characters
   */
  record Invalid<T>(String problem) implements Parsed<T> {}

  /** The value, or empty when there is a problem. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Valid<T>(T value) -> Optional.of(value);
      case Invalid<T> _ -> Optional.empty();
    };
  }

  /** The problem, or empty when there is a value. */
  default Optional<String> toProblem() {
    return switch (this) {
      case Valid<T> _ -> Optional.empty();
      case Invalid<T>(String problem) -> Optional.of(problem);
    };
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException with the problem as its message
   */
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Invalid<T>(String problem) -> throw new IllegalArgumentException(problem);
    };
  }

  /** The next step of a parse; a problem stays what it is. */
  default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
    return switch (this) {
      case Valid<T>(T value) -> next.apply(value);
      case Invalid<T>(String problem) -> new Invalid<>(problem);
    };
  }

  /** Another value made of this one; a problem stays what it is. */
  default <R> Parsed<R> map(Function<T, R> change) {
    return then(value -> new Valid<>(change.apply(value)));
  }
}
