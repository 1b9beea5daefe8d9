package io.webgateway.wire.zos;

import io.webgateway.wire.ProblemDocument.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is found while definitions are read: problems stop the import, notes do not. */
final class Findings {
  private final List<FieldError> problems = new ArrayList<>();
  private final List<FieldError> notes = new ArrayList<>();

  void problem(String pointer, String code, String fault, String cure) {
    problems.add(new FieldError(pointer, code, fault, cure));
  }

  void note(String pointer, String code, String what, String instead) {
    notes.add(new FieldError(pointer, code, what, instead));
  }

  List<FieldError> problems() {
    return problems;
  }

  List<FieldError> notes() {
    return notes;
  }
}
