package io.webgateway.client;

import io.webgateway.wire.ProblemDocument;

/** The agent answered, and said no; or the client itself saw that the call cannot be made. */
public final class RefusedException extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument problem;

  /** Makes one of a problem. */
  public RefusedException(ProblemDocument problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** What was wrong. */
  public ProblemDocument problem() {
    return problem;
  }
}
