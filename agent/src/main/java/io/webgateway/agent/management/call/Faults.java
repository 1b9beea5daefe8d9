package io.webgateway.agent.management.call;

import io.webgateway.wire.ProblemDocument;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The refusals that any route may give. Each says what was wrong and what would be right. */
public final class Faults {
  private Faults() {}

  /** A refusal with one fault. */
  public static CallRefused of(
      int status, String code, String title, String pointer, String fault, String cure) {
    return new CallRefused(ProblemDocument.of(status, code, title, pointer, fault, cure));
  }

  /** 404: there is nothing, or nothing that the caller may see. */
  public static CallRefused notFound(String what) {
    return of(
        404,
        "not-found",
        "Not found",
        "",
        what + " is not here, or not for this caller",
        "Check the spelling, and who is calling");
  }

  /** 404: no route has the path. */
  public static CallRefused noRoute() {
    return of(
        404, "no-such-path", "Not found", "", "The API has no such path", "See /openapi.json");
  }

  /** 405. */
  public static CallRefused methodNotAllowed(Collection<HttpMethod> allowed) {
    String list =
        allowed.stream().map(Enum::name).sorted().distinct().collect(Collectors.joining(", "));
    return new CallRefused(
        ProblemDocument.of(
            405,
            "method-not-allowed",
            "Method not allowed",
            "",
            "This path does not take that method",
            "Use one of: " + list),
        Map.of("Allow", list));
  }

  /** 406. */
  public static CallRefused notAcceptable(String mediaType) {
    return of(
        406,
        "not-acceptable",
        "Not acceptable",
        "/headers/accept",
        "The answer is " + mediaType + ", which the call does not accept",
        "Accept " + mediaType);
  }

  /** 415. */
  public static CallRefused unsupportedMediaType(Collection<String> taken) {
    String list = String.join(" or ", taken);
    return of(
        415,
        "unsupported-media-type",
        "Unsupported media type",
        "/headers/content-type",
        "This path does not take a body of that type",
        "Send " + list);
  }

  /** 413. */
  public static CallRefused tooLarge(long maxBytes) {
    return of(
        413,
        "body-too-large",
        "Too large",
        "",
        "The body is larger than " + maxBytes + " bytes",
        "Send at most " + maxBytes + " bytes");
  }

  /** 400: a parameter of the query. */
  public static CallRefused badQuery(String name, String fault, String cure) {
    return of(400, "bad-parameter", "Bad request", "/query/" + name, fault, cure);
  }

  /** 400: the body cannot be read. */
  public static CallRefused badBody(String pointer, String fault, String cure) {
    return of(400, "bad-body", "Bad request", pointer, fault, cure);
  }

  /** 400: the request itself. */
  public static CallRefused badRequest(String code, String fault, String cure) {
    return of(400, code, "Bad request", "", fault, cure);
  }

  /** 401, with the challenge that RFC 6750 asks for. */
  public static CallRefused unauthorized(String code, String fault, String cure) {
    return new CallRefused(
        ProblemDocument.of(401, code, "Not authenticated", "/headers/authorization", fault, cure),
        Map.of("WWW-Authenticate", "Bearer"));
  }

  /** 403. */
  public static CallRefused notAllowed(String code, String fault, String cure) {
    return of(403, code, "Not allowed", "", fault, cure);
  }

  /** 428: a change needs to say which version it changes. */
  public static CallRefused preconditionRequired() {
    return of(
        428,
        "if-match-required",
        "Precondition required",
        "/headers/if-match",
        "The call does not say which version it changes",
        "Read the object and send its ETag as If-Match");
  }

  /** 412: the version is another one. */
  public static CallRefused preconditionFailed() {
    return of(
        412,
        "changed-meanwhile",
        "Precondition failed",
        "/headers/if-match",
        "The object has changed since it was read",
        "Read it again and send its new ETag as If-Match");
  }

  /** 503, to be tried again. */
  public static CallRefused unavailable(String code, String fault, String cure) {
    return new CallRefused(
        ProblemDocument.of(503, code, "Not available now", "", fault, cure),
        Map.of("Retry-After", "5"));
  }

  /** 500: a fault of ours; the details are in the log. */
  public static CallRefused internal(String incident) {
    return of(
        500,
        "internal-error",
        "Internal error",
        "",
        "The gateway failed; its log has the details under " + incident,
        "Try again; if it stays, tell the node's provider");
  }
}
