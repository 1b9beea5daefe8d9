package io.webgateway.model.workload.policy;

/** Whether a connection to a backend begins with the address of its visitor (PROXY protocol). */
public enum ProxyProtocol {
  /** It does not. */
  OFF("off"),
  /** In one line of text. */
  V1("v1"),
  /** In binary. */
  V2("v2");

  private final String word;

  ProxyProtocol(String word) {
    this.word = word;
  }

  /** As people write it. */
  public String word() {
    return word;
  }
}
