package io.webgateway.client.screen;

/** What the stable reasons of conditions mean, for whoever gets no message. */
final class ReasonText {
  private ReasonText() {}

  static String of(String reason) {
    return switch (reason) {
      case "Accepted" -> "The node has taken it.";
      case "NotAccepted" -> "It was not accepted, so this was not looked at.";
      case "NotChecked" -> "Nothing has checked this yet.";
      case "NotNeeded" -> "This kind of workload needs none.";
      case "Ready" -> "All is there.";
      case "Serving" -> "Listeners route to it.";
      case "ServingInPart" -> "Some of the node's listeners failed; the others route to it.";
      case "Draining" -> "It serves, and its visitors are asked to leave the node.";
      case "Paused" -> "Its owner has closed it for a while.";
      case "RouteConflict" -> "Another workload holds the same host and path.";
      case "ListenerFailed" -> "The node has no listener that works.";
      case "Healthy" -> "All backends are healthy.";
      case "BackendDown" -> "Some backends are down; the others get the traffic.";
      case "AllBackendsDown" -> "No backend is healthy.";
      case "NoListener" -> "The node forwards no ports, or has that one itself.";
      case "BackendRefused" -> "A backend lies where the provider allows none.";
      case "DomainNotProved" -> "Nobody has proved yet whose domain it is.";
      case "Suspended" -> "The provider has suspended it.";
      case "NotApproved" -> "The pool's provider has not approved it.";
      default -> inWords(reason);
    };
  }

  /** {@code NameNotServed} becomes {@code Name not served.} */
  private static String inWords(String reason) {
    if (reason.isEmpty()) {
      return "No reason was given.";
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      boolean begins = Character.isUpperCase(c) && !words.isEmpty();
      words.append(begins ? " " : "").append(begins ? Character.toLowerCase(c) : c);
    }
    return words.append('.').toString();
  }
}
