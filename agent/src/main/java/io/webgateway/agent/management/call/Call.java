package io.webgateway.agent.management.call;

import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One call that was found a route and a caller.
 *
 * @param head method, path, query and headers
 * @param variables what the route's pattern found in the path, by name
 * @param caller who calls
 * @param body the whole body; must not be changed
 */
public record Call(CallHead head, Map<String, String> variables, Caller caller, Body body) {
  private static final int MAX_PAGE = 1_000;
  private static final int DEFAULT_PAGE = 100;

  /** Copies the map. */
  public Call {
    variables = Map.copyOf(variables);
  }

  /** Bytes of a body; two are equal only when they are the same. */
  public static final class Body {
    /** No body. */
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    /** Wraps bytes that nobody changes any more. */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }

  /** A variable of the route's pattern. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no variable " + name);
    }
    return value;
  }

  /** A parameter of the query. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(head.query().get(name));
  }

  /** Whether a parameter of the query is {@code true}; refuses anything but true and false. */
  public boolean flag(String name) {
    return switch (query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Faults.badQuery(name, "It is neither true nor false", "Write true or false");
    };
  }

  /** The page size that was asked for: 1 to 1,000, 100 when nothing was said. */
  public int limit() {
    String text = query("limit").orElse(String.valueOf(DEFAULT_PAGE));
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_PAGE) {
      throw Faults.badQuery("limit", "It is no number from 1 to 1000", "Ask for 1 to 1000 items");
    }
    return limit;
  }

  /** The cursor: only what comes after it; empty for the first page. */
  public String after() {
    return query("after").orElse("");
  }

  /** The body as text. */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw Faults.badBody("", "The body is not UTF-8", "Send the body as UTF-8");
    }
  }

  /** The body as a value. */
  public <T> T json(Class<T> type) {
    try {
      return Json.read(text(), type);
    } catch (WireException e) {
      throw Faults.badBody(e.pointer(), "This is not what is asked for here", "See /openapi.json");
    }
  }
}
