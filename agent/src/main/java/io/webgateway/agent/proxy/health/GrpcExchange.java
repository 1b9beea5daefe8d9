package io.webgateway.agent.proxy.health;

import io.netty.handler.codec.http2.Http2Headers;
import io.webgateway.agent.proxy.health.GrpcHealthMessage.Serving;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** One call of the gRPC health protocol, judged when its stream has ended. */
final class GrpcExchange implements Http2Question.Exchange {
  private final ActiveCheck.Grpc check;
  private final boolean secure;
  private final String authority;
  private final long timeoutMillis;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean hasHead;

  GrpcExchange(ActiveCheck.Grpc check, boolean secure, String authority, long timeoutMillis) {
    this.check = check;
    this.secure = secure;
    this.authority = authority;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public Http2Headers head() {
    return Http2Question.head("POST", secure, authority, GrpcHealthMessage.PATH)
        .add("te", "trailers")
        .add("content-type", "application/grpc")
        .add("grpc-timeout", timeoutMillis + "m");
  }

  @Override
  public byte[] body() {
    return GrpcHealthMessage.request(check.service());
  }

  @Override
  public void headers(Http2Headers headers, boolean ends, Question.Answered answered) {
    if (!hasHead) {
      int status = HttpExchange.statusOf(headers);
      if (status >= 100 && status < 200) {
        return;
      }
      hasHead = true;
      if (status != 200) {
        answered.failed("answered " + status + ", expected gRPC");
        return;
      }
    }
    CharSequence status = headers.get("grpc-status");
    if (status != null && !"0".contentEquals(status)) {
      answered.failed(CheckWords.grpcStatus(digits(status), check.service()));
    } else if (ends) {
      judge(status != null, answered);
    }
  }

  private void judge(boolean hasStatus, Question.Answered answered) {
    Optional<Serving> said = GrpcHealthMessage.answer(message.toByteArray());
    if (!hasStatus || said.isEmpty()) {
      answered.failed(CheckWords.NOT_GRPC);
    } else if (said.get() == Serving.SERVING) {
      answered.passed();
    } else {
      answered.failed(CheckWords.notServing(said.get()));
    }
  }

  /** What a backend says goes to people's screens: a number, or a word of ours. */
  private static String digits(CharSequence status) {
    return status.length() <= 3 && status.chars().allMatch(c -> c >= '0' && c <= '9')
        ? status.toString()
        : "that is no number";
  }

  @Override
  public void data(byte[] part, boolean ends, Question.Answered answered) {
    if (message.size() + part.length > GrpcHealthMessage.MAX_MESSAGE_BYTES || ends) {
      // A gRPC answer ends with trailers, never with its message.
      answered.failed(CheckWords.NOT_GRPC);
    } else {
      message.writeBytes(part);
    }
  }
}
