package io.webgateway.agent.proxy.http;

/** The versions of HTTP that a message can have come in. */
public enum HttpVersion {
  HTTP_1_0("1.0"),
  HTTP_1_1("1.1"),
  HTTP_2("2.0");

  private final String viaName;

  HttpVersion(String viaName) {
    this.viaName = viaName;
  }

  /** As the Via field names it (RFC 9110 section 7.6.3). */
  String viaName() {
    return viaName;
  }
}
