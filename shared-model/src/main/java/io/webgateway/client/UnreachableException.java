package io.webgateway.client;

/**
 * No answer came. Whether a change was made is then not known; signed records may be sent again.
 */
public final class UnreachableException extends GatewayException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
