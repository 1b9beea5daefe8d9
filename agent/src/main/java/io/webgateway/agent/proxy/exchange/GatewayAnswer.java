package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.Pause;

/**
 * An answer that the gateway gives itself. It says nothing of any tenant, but what the owner of a
 * workload that is closed for a while wants visitors to read.
 *
 * @param status of the answer
 * @param title the reason phrase
 * @param detail a sentence for people; of a closed workload the owner's words, whatever they are
 * @param location where to go instead, or empty
 * @param retryAfterSeconds when to ask again; 0 for not saying
 * @param reason how the exchange's event names it
 */
public record GatewayAnswer(
    int status,
    String title,
    String detail,
    String location,
    long retryAfterSeconds,
    CompletionReason reason) {
  private static final long MILLIS_PER_SECOND = 1_000;

  /** Nobody knows when there will be room; this is soon, and not at once. */
  private static final long OVERLOADED_SECONDS = 1;

  /** Whoever waited in vain has waited long; a backend may come any moment. */
  private static final long HELD_SECONDS = 5;

  /** The answer to a malformed message. */
  public static GatewayAnswer of(Fault fault) {
    return of(fault.status(), fault.detail(), fault.reason());
  }

  /** To the same place over https. */
  static GatewayAnswer redirect(String location) {
    return new GatewayAnswer(
        308,
        title(308),
        "This service is served over https.",
        location,
        0,
        CompletionReason.REDIRECTED);
  }

  /** Of a workload that its owner has closed for a while; the sentence is the owner's. */
  static GatewayAnswer paused(Pause.On pause) {
    return new GatewayAnswer(
        503, title(503), pause.message(), "", pause.retryAfterSeconds(), CompletionReason.PAUSED);
  }

  /** To a visitor for whom nothing is left now. */
  static GatewayAnswer limited(LimitDecision.Refused refused) {
    String who =
        switch (refused.limit().whose()) {
          case CLIENT -> "This address has";
          case WORKLOAD, TENANT -> "The service has";
        };
    String what =
        switch (refused.limit().what()) {
          case CONNECTIONS -> "as many connections as it may.";
          case NEW_CONNECTIONS -> "opened as many connections as it may for now.";
          case REQUESTS -> "taken as many requests as it may for now.";
        };
    long seconds = (refused.retryAfterMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    return new GatewayAnswer(
        429,
        title(429),
        who + " " + what,
        "",
        Math.max(1, seconds),
        CompletionReason.LIMIT_EXCEEDED);
  }

  /** The answer that stands for a reason that arose in the gateway or behind it. */
  public static GatewayAnswer of(CompletionReason reason) {
    return switch (reason) {
      case NO_HOST -> of(404, "No service has this host name here.", reason);
      case NO_PATH -> of(404, "No service has this path here.", reason);
      case HEAD_TOO_LARGE -> of(431, "The header fields are too large.", reason);
      case BODY_TOO_LARGE -> of(413, "The body is larger than the service takes.", reason);
      case MISDIRECTED -> of(421, "This connection was opened for another host name.", reason);
      case CLIENT_TIMEOUT -> of(408, "The request did not arrive in time.", reason);
      case CLIENT_TOO_SLOW -> of(408, "The request came too slowly.", reason);
      case TOTAL_TIMEOUT -> of(504, "The exchange took longer than it may.", reason);
      case UPSTREAM_TLS_FAILED ->
          of(502, "The backend could not be verified, so nothing was sent to it.", reason);
      case REFUSED_BY_POLICY ->
          of(502, "The gateway may not connect to the backend's address.", reason);
      case NAME_NOT_RESOLVED -> of(502, "The backend's name has no address.", reason);
      case CONNECT_FAILED -> of(502, "No backend takes connections.", reason);
      case UPSTREAM_TIMEOUT -> of(504, "The backend did not answer in time.", reason);
      case UPSTREAM_RESET -> of(502, "The backend closed before it answered.", reason);
      case UPSTREAM_MALFORMED -> of(502, "The backend's answer is not valid HTTP.", reason);
      case OVERLOADED ->
          later("The backends have no room for another request.", OVERLOADED_SECONDS, reason);
      case HOLD_EXPIRED ->
          later("No backend came back while the request waited for one.", HELD_SECONDS, reason);
      case HOLD_FULL ->
          later("No backend is there, and as many wait for one as may.", HELD_SECONDS, reason);
      case ROUTE_REMOVED ->
          of(404, "The service went away while the request waited for a backend.", reason);
      case DRAINED ->
          later(
              "The gateway is drained, and the time for that is over.", OVERLOADED_SECONDS, reason);
      case SHUTTING_DOWN -> of(503, "The gateway is closing.", reason);
      default -> of(500, "The gateway failed.", CompletionReason.INTERNAL_ERROR);
    };
  }

  /** The same with another sentence. */
  GatewayAnswer saying(String sentence) {
    return new GatewayAnswer(status, title, sentence, location, retryAfterSeconds, reason);
  }

  private static GatewayAnswer later(String detail, long seconds, CompletionReason reason) {
    return new GatewayAnswer(503, title(503), detail, "", seconds, reason);
  }

  private static GatewayAnswer of(int status, String detail, CompletionReason reason) {
    return new GatewayAnswer(status, title(status), detail, "", 0, reason);
  }

  private static String title(int status) {
    return switch (status) {
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 417 -> "Expectation Failed";
      case 421 -> "Misdirected Request";
      case 426 -> "Upgrade Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 508 -> "Loop Detected";
      default -> "Internal Server Error";
    };
  }
}
