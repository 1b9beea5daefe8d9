package io.webgateway.client.screen;

import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.UntrustedException;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Why something did not work, for people: what to say first, and every fault with its cure.
 *
 * @param title one sentence
 * @param faults each fault; pointers as the ledger's records have them
 * @param mayPass whether the same may work later without a change
 */
public record ProblemText(String title, List<ProblemDocument.FieldError> faults, boolean mayPass) {
  private static final int SERVER_FAULT = 500;

  /** Copies the list. */
  public ProblemText {
    faults = List.copyOf(faults);
  }

  /** What to say of an exception. */
  public static ProblemText of(Throwable error) {
    return switch (error) {
      case RefusedException e -> of(e.problem());
      case UnreachableException e ->
          plain(
              String.valueOf(e.getMessage()),
              "Nothing was changed. It is tried again when the agent answers",
              true);
      case UntrustedException e ->
          plain(
              String.valueOf(e.getMessage()),
              "Compare the node's id and the ledger's id with those its provider gave you",
              false);
      case WireException e -> plain(String.valueOf(e.getMessage()), "Correct it", false);
      case UncheckedIOException e -> of(new IOException(e.getMessage()));
      case FileAlreadyExistsException e ->
          plain("There is a file " + e.getFile() + " already", "Choose another name", false);
      case NoSuchFileException e ->
          plain("There is no file " + e.getFile(), "Choose another one", false);
      case AccessDeniedException e ->
          plain(e.getFile() + " may not be read or written", "Look at who owns it", false);
      case IOException e -> plain(String.valueOf(e.getMessage()), "", false);
      default ->
          plain(
              "This program failed: " + error.getClass().getSimpleName(),
              "Try again; its log says more",
              false);
    };
  }

  /** What to say of a problem that an agent told. */
  public static ProblemText of(ProblemDocument problem) {
    return new ProblemText(problem.detail(), problem.errors(), problem.status() >= SERVER_FAULT);
  }

  private static ProblemText plain(String fault, String cure, boolean mayPass) {
    return new ProblemText(
        fault, List.of(new ProblemDocument.FieldError("", "", fault, cure)), mayPass);
  }

  /** The cures, one a line; no fault that only repeats the title. */
  public List<String> lines() {
    return faults.stream()
        .map(f -> f.fault().equals(title) ? f.cure() : f.fault() + " — " + f.cure())
        .filter(line -> !line.isBlank())
        .toList();
  }
}
