package io.webgateway.filter;

/** Leaves the parser at the first fault; never leaves this package. */
final class FilterFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TrafficFilter.Invalid invalid;

  FilterFault(int position, int length, String fault, String cure) {
    super(fault, null, false, false);
    this.invalid = new TrafficFilter.Invalid(position, length, fault, cure);
  }

  TrafficFilter.Invalid invalid() {
    return invalid;
  }
}
