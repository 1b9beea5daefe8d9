package io.webgateway.agent.cli;

import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.UntrustedException;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Tells people or programs why a command failed, and chooses its exit code. */
final class ErrorReport {
  private final int exitCode;
  private final ProblemDocument problem;

  private ErrorReport(int exitCode, ProblemDocument problem) {
    this.exitCode = exitCode;
    this.problem = problem;
  }

  static ErrorReport of(Throwable error) {
    return switch (error) {
      case RefusedException e ->
          new ErrorReport(ExitCode.ofStatus(e.problem().status()), e.problem());
      case UnreachableException e ->
          plain(
              ExitCode.UNREACHABLE,
              "unreachable",
              "",
              e,
              "Is it running, and is the address right? --agent names another");
      case UntrustedException e ->
          plain(
              ExitCode.FAILED,
              "untrusted",
              "",
              e,
              "Compare the node's id and the ledger's id with those its provider gave you");
      case Usage e -> plain(ExitCode.USAGE, "usage", e.field(), e, e.cure());
      case WireException e -> plain(ExitCode.FAILED, "bad-form", e.pointer(), e, "Correct it");
      case NoSuchFileException e ->
          file(e.getMessage() + " does not exist", "Name a file that is there");
      case FileAlreadyExistsException e ->
          file(e.getMessage() + " is there already", "Choose another name");
      case IOException e ->
          plain(ExitCode.FAILED, "file", "", e, "Make the file readable and writable for you");
      default -> fault(error);
    };
  }

  private static ErrorReport file(String fault, String cure) {
    return new ErrorReport(
        ExitCode.FAILED, ProblemDocument.of(0, "file", "A file is not as needed", "", fault, cure));
  }

  private static ErrorReport fault(Throwable error) {
    String text = error.getClass().getSimpleName() + ": " + error.getMessage();
    return new ErrorReport(
        ExitCode.FAILED,
        ProblemDocument.of(
            0, "internal", "This is a fault of webgw", "", text, "WEBGW_DEBUG=1 shows where"));
  }

  private static ErrorReport plain(
      int exitCode, String code, String pointer, Throwable error, String cure) {
    String message = String.valueOf(error.getMessage());
    return new ErrorReport(exitCode, ProblemDocument.of(0, code, message, pointer, message, cure));
  }

  int exitCode() {
    return exitCode;
  }

  void print(PrintWriter err, GlobalOptions.Form form) {
    switch (form) {
      case json -> err.println(Json.write(problem));
      case table, csv -> printForPeople(err);
    }
    err.flush();
  }

  // One fault that only repeats the first line needs no line of its own but for its cure.
  private void printForPeople(PrintWriter err) {
    err.println("webgw: " + Printable.of(problem.detail()));
    for (ProblemDocument.FieldError fault : problem.errors()) {
      String field = field(fault.pointer());
      boolean repeats = fault.fault().equals(problem.detail());
      err.println(
          "  "
              + Printable.of(
                  (field.isEmpty() ? "" : field + ": ")
                      + (repeats && field.isEmpty() ? "" : fault.fault() + " — ")
                      + fault.cure()));
    }
  }

  private static String field(String pointer) {
    String path = pointer.startsWith("/") ? pointer.substring(1) : pointer;
    String inside = path.startsWith("body/") ? path.substring("body/".length()) : path;
    return inside.replace('/', '.');
  }
}
