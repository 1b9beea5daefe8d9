package io.webgateway.agent.proxy.http;

/** A message that is refused; carries the fault and no stack trace, for strangers cause it. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /** Refuses for a fault. */
  public MalformedMessageException(Fault fault) {
    super(fault.detail(), null, false, false);
    this.fault = fault;
  }

  /** Why. */
  public Fault fault() {
    return fault;
  }
}
