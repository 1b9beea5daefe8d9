package io.webgateway.agent.ledger;

/**
 * The store could not be asked, or did not answer. After a commit this means <em>unknown</em>, not
 * <em>failed</em>: read the keys again before deciding.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a text for people and the cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Makes one with a text for people. */
  public StoreException(String message) {
    super(message);
  }
}
