package io.webgateway.agent.proxy.http;

/** Where the fields of a head are written, in the form of one version of HTTP. */
public interface FieldSink {
  /** A field as it came. */
  void copied(HeaderBlock fields, int index);

  /** All fields of a block as they came. */
  void all(HeaderBlock fields);

  /**
   * A field of the gateway's own.
   *
   * @param name lower case
   */
  void field(String name, String value);
}
