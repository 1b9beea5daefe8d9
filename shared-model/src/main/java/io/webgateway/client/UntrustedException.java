package io.webgateway.client;

/**
 * The other end is not who it should be, or said something that its signatures do not bear out.
 * Nothing secret was sent to it.
 */
public final class UntrustedException extends GatewayException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public UntrustedException(String message) {
    super(message);
  }

  /** Makes one with its cause. */
  public UntrustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
