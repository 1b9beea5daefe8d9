package io.webgateway.agent.management.call;

import java.util.List;

/**
 * One thing that can be called.
 *
 * @param method the method
 * @param pattern the path
 * @param access who may call it
 * @param consumes the media types of bodies that it takes; empty when it takes none
 * @param maxBodyBytes the largest body that it takes
 * @param produces the media types that a good answer may have; empty when it has no body
 * @param isRecord whether the body is a signed record, which carries its own authority
 * @param responder what answers
 */
public record Route(
    HttpMethod method,
    RoutePattern pattern,
    Access access,
    List<String> consumes,
    int maxBodyBytes,
    List<String> produces,
    boolean isRecord,
    Responder responder) {

  /** Copies the lists. */
  public Route {
    consumes = List.copyOf(consumes);
    produces = List.copyOf(produces);
  }

  /** What answers calls. Runs on the call's own thread and may wait. */
  @FunctionalInterface
  public interface Responder {
    /**
     * Answers.
     *
     * @throws CallRefused when the call is refused
     */
    Answer answer(Call call);
  }

  /** A route that reads JSON. */
  public static Route get(String pattern, Access access, Responder responder) {
    return getAs(pattern, access, Answer.JSON, responder);
  }

  /** A route that reads something else. */
  public static Route getAs(String pattern, Access access, String produces, Responder responder) {
    return new Route(
        HttpMethod.GET,
        RoutePattern.of(pattern),
        access,
        List.of(),
        0,
        List.of(produces),
        false,
        responder);
  }

  /** A route that takes signed records from everybody. */
  public static Route putRecord(String pattern, int maxBodyBytes, Responder responder) {
    return new Route(
        HttpMethod.PUT,
        RoutePattern.of(pattern),
        Access.PUBLIC,
        List.of(Answer.JOSE, Answer.JSON),
        maxBodyBytes,
        List.of(Answer.JOSE, Answer.JSON),
        true,
        responder);
  }

  /** A route that changes something by JSON. */
  public static Route change(
      HttpMethod method, String pattern, Access access, int maxBodyBytes, Responder responder) {
    return new Route(
        method,
        RoutePattern.of(pattern),
        access,
        List.of(Answer.JSON),
        maxBodyBytes,
        List.of(Answer.JSON),
        false,
        responder);
  }

  /** A route that removes something. */
  public static Route delete(String pattern, Access access, Responder responder) {
    return new Route(
        HttpMethod.DELETE,
        RoutePattern.of(pattern),
        access,
        List.of(),
        0,
        List.of(),
        false,
        responder);
  }
}
