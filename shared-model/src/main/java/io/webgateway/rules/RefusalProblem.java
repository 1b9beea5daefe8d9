package io.webgateway.rules;

import io.webgateway.wire.ProblemDocument;
import java.util.List;

/** Refusals as a problem document. */
public final class RefusalProblem {
  private RefusalProblem() {}

  /**
   * Tells what the rules refused: 422 for wrong content, 409 for conflicts, 403 for missing rights;
   * the first refusal decides.
   */
  public static ProblemDocument of(List<Refusal> refusals) {
    Refusal first = refusals.getFirst();
    return new ProblemDocument(
        ProblemDocument.TYPE_PREFIX + first.code(),
        title(first.category()),
        status(first.category()),
        first.fault(),
        refusals.stream()
            .map(r -> new ProblemDocument.FieldError(r.pointer(), r.code(), r.fault(), r.cure()))
            .toList());
  }

  private static int status(Refusal.Category category) {
    return switch (category) {
      case INVALID -> 422;
      case CONFLICT -> 409;
      case NOT_ALLOWED -> 403;
    };
  }

  private static String title(Refusal.Category category) {
    return switch (category) {
      case INVALID -> "The content is not right";
      case CONFLICT -> "This conflicts with what is there";
      case NOT_ALLOWED -> "Not allowed";
    };
  }
}
