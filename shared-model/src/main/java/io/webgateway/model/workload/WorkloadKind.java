package io.webgateway.model.workload;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of workloads, in the order in which people are offered them. */
public enum WorkloadKind {
  /** {@link Workload.HttpService}. */
  HTTP_SERVICE("HttpService"),
  /** {@link Workload.TlsPassthrough}. */
  TLS_PASSTHROUGH("TlsPassthrough"),
  /** {@link Workload.TcpForward}. */
  TCP_FORWARD("TcpForward"),
  /** {@link Workload.UdpForward}. */
  UDP_FORWARD("UdpForward");

  private final String word;

  WorkloadKind(String word) {
    this.word = word;
  }

  /** As people write it. */
  public String word() {
    return word;
  }

  /** The kind of a word. */
  public static Optional<WorkloadKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The kind of a definition. */
  public static WorkloadKind of(Workload workload) {
    return switch (workload) {
      case Workload.HttpService _ -> HTTP_SERVICE;
      case Workload.TlsPassthrough _ -> TLS_PASSTHROUGH;
      case Workload.TcpForward _ -> TCP_FORWARD;
      case Workload.UdpForward _ -> UDP_FORWARD;
    };
  }

  /** The kind of a public part. */
  public static WorkloadKind of(PublicPart part) {
    return switch (part) {
      case PublicPart.HttpService _ -> HTTP_SERVICE;
      case PublicPart.TlsPassthrough _ -> TLS_PASSTHROUGH;
      case PublicPart.TcpForward _ -> TCP_FORWARD;
      case PublicPart.UdpForward _ -> UDP_FORWARD;
    };
  }
}
