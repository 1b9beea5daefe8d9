package io.webgateway.agent.management.call;

import io.webgateway.wire.ProblemDocument;
import java.util.Map;

/** A call is refused, and this is what the caller is told. */
public final class CallRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument problem;
  private final transient Map<String, String> headers;

  /** A refusal. */
  public CallRefused(ProblemDocument problem) {
    this(problem, Map.of());
  }

  /** A refusal with further header fields. */
  public CallRefused(ProblemDocument problem, Map<String, String> headers) {
    super(problem.type(), null, false, false);
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  /** What the caller is told. */
  public ProblemDocument problem() {
    return problem;
  }

  /** The whole answer. */
  public Answer.Whole answer() {
    Answer.Whole answer = Answer.problem(problem);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
