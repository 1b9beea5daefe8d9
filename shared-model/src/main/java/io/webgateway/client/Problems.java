package io.webgateway.client;

import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.util.Optional;

/** Turns answers that say no into exceptions. */
final class Problems {
  private static final int SHOWN_CHARS = 200;

  private Problems() {}

  static void refuseFailures(Answer answer) {
    if (!answer.isSuccess()) {
      throw new RefusedException(of(answer));
    }
  }

  static ProblemDocument of(Answer answer) {
    boolean isProblem =
        answer.header("content-type").orElse("").startsWith(ProblemDocument.MEDIA_TYPE);
    return (isProblem ? parsed(answer.body()) : Optional.<ProblemDocument>empty())
        .orElseGet(() -> plain(answer));
  }

  /** A refusal that the client itself knows of. */
  static RefusedException refused(
      int status, String code, String pointer, String fault, String cure) {
    return new RefusedException(
        ProblemDocument.of(status, code, "This cannot be done", pointer, fault, cure));
  }

  static String reasonOf(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private static Optional<ProblemDocument> parsed(String body) {
    try {
      return Optional.of(Json.read(body, ProblemDocument.class));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private static ProblemDocument plain(Answer answer) {
    String text = answer.body().strip();
    String shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
    return ProblemDocument.of(
        answer.status(),
        "http-" + answer.status(),
        "The agent answered with status " + answer.status(),
        "",
        shown.isEmpty() ? "Status " + answer.status() : shown,
        "See the agent's log");
  }
}
