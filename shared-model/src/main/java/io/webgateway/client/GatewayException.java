package io.webgateway.client;

/** Why a call came to nothing. */
public abstract sealed class GatewayException extends RuntimeException
    permits RefusedException, UnreachableException, UntrustedException {
  private static final long serialVersionUID = 1L;

  GatewayException(String message) {
    super(message);
  }

  GatewayException(String message, Throwable cause) {
    super(message, cause);
  }
}
