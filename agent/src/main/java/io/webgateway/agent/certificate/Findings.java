package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Problems and warnings while one upload is judged. */
final class Findings {
  private final List<CertificateProblem> problems = new ArrayList<>();
  private final List<CertificateProblem> warnings = new ArrayList<>();

  /** Notes what makes the upload unusable. */
  void refuse(Kind kind, String fault, String cure) {
    problems.add(new CertificateProblem(kind, fault, cure));
  }

  /** Notes what its owner should know. */
  void warn(Kind kind, String fault, String cure) {
    warnings.add(new CertificateProblem(kind, fault, cure));
  }

  List<CertificateProblem> problems() {
    return List.copyOf(problems);
  }

  List<CertificateProblem> warnings() {
    return List.copyOf(warnings);
  }
}
