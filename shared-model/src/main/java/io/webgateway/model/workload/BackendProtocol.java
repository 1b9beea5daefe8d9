package io.webgateway.model.workload;

/**
 * What is spoken with the backends of an HttpService.
 *
 * @param http the version of HTTP
 * @param tls whether it is encrypted
 */
public record BackendProtocol(Http http, BackendTls tls) {
  /** HTTP/1.1 in clear. */
  public static final BackendProtocol DEFAULT =
      new BackendProtocol(Http.HTTP_1, new BackendTls.Off());

  /** The same with another private key to show; nothing changes where there is none. */
  public BackendProtocol with(BackendTls.Key key) {
    return new BackendProtocol(http, tls.with(key));
  }

  /** The versions of HTTP. */
  public enum Http {
    /** HTTP/1.1. */
    HTTP_1("http1"),
    /** HTTP/2, as gRPC needs it; a backend that does not speak it is not spoken to. */
    HTTP_2("http2");

    private final String word;

    Http(String word) {
      this.word = word;
    }

    /** As people write it: http1 or http2. */
    public String word() {
      return word;
    }
  }
}
