package io.webgateway.agent.cli;

/** What a command's exit code says; part of the command line's contract. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONFLICT = 4;
  static final int NOT_ALLOWED = 5;
  static final int UNREACHABLE = 6;

  private ExitCode() {}

  /** The exit code for a refusal with an HTTP status. */
  static int ofStatus(int status) {
    return switch (status) {
      case 404, 410 -> NOT_FOUND;
      case 409, 412, 428 -> CONFLICT;
      case 401, 403 -> NOT_ALLOWED;
      default -> FAILED;
    };
  }
}
