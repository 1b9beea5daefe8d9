package io.webgateway.agent.routing;

/** What kind of place an address is, as far as a backend policy cares. */
enum AddressClass {
  UNSPECIFIED("unspecified", true, "means no machine at all"),
  THIS_NETWORK("this-network", true, "lies in 0.0.0.0/8, which leads to the gateway itself"),
  LOOPBACK("loopback", true, "is a loopback address, which leads to the gateway itself"),
  LINK_LOCAL("link-local", true, "is a link-local address in the gateway's own neighbourhood"),
  METADATA("metadata", true, "is where a cloud keeps the secrets of the gateway's machine"),
  MULTICAST("multicast", true, "is a multicast address, not one machine"),
  BROADCAST("broadcast", true, "is a broadcast address, not one machine"),
  NAT64_LOCAL("nat64-local", true, "hides an IPv4 address in a form that only its network knows"),
  OVERLAY("overlay", false, "is an overlay address"),
  PRIVATE("private", false, "is a private address, and the provider has not listed its prefix"),
  SPECIAL("special", false, "is set aside for a special use, and the provider has not listed it"),
  TRANSITION("transition", false, "carries IPv4 inside IPv6, and the provider has not listed it"),
  GLOBAL("public", false, "is a public address, and the provider does not allow public backends");

  private final String code;
  private final boolean alwaysRefused;
  private final String words;

  AddressClass(String code, boolean alwaysRefused, String words) {
    this.code = code;
    this.alwaysRefused = alwaysRefused;
    this.words = words;
  }

  /** The stable word for programs. */
  String code() {
    return code;
  }

  /** Whether only an exact listing of address and port lets it through. */
  boolean alwaysRefused() {
    return alwaysRefused;
  }

  /** The part of a sentence that follows the address. */
  String words() {
    return words;
  }
}
