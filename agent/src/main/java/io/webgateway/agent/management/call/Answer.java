package io.webgateway.agent.management.call;

import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call is answered with. */
public sealed interface Answer {
  /** The media type of JSON. */
  String JSON = "application/json";

  /** The media type of signed records. */
  String JOSE = "application/jose";

  /** The HTTP status. */
  int status();

  /** The media type; empty when there is no body. */
  String mediaType();

  /**
   * An answer that is complete.
   *
   * @param headers further header fields
   * @param text the body
   * @param remark what the audit trail should know of the call besides
   */
  record Whole(
      int status, String mediaType, Map<String, String> headers, String text, Remark remark)
      implements Answer {
    /** Copies the map. */
    public Whole {
      headers = Map.copyOf(headers);
    }

    /** An answer without a remark for the audit trail. */
    public Whole(int status, String mediaType, Map<String, String> headers, String text) {
      this(status, mediaType, headers, text, Remark.NONE);
    }

    /** The same with a remark for the audit trail. */
    public Whole with(Remark note) {
      return new Whole(status, mediaType, headers, text, note);
    }

    /** The same with one more header field. */
    public Whole with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Whole(status, mediaType, more, text, remark);
    }

    /** The same with an entity tag (RFC 9110 section 8.8.3). */
    public Whole withETag(String opaque) {
      return with("ETag", "\"" + opaque + "\"");
    }
  }

  /**
   * What the audit trail should know of a call besides.
   *
   * @param note for the caller and the node's administrators; empty for nothing
   * @param concerns identity ids of those whom the call concerns
   */
  record Remark(String note, List<String> concerns) {
    /** Nothing. */
    public static final Remark NONE = new Remark("", List.of());

    /** Copies the list. */
    public Remark {
      concerns = List.copyOf(concerns);
    }
  }

  /**
   * An answer that goes on until its source ends.
   *
   * @param source writes it
   */
  record Streamed(String mediaType, Source source) implements Answer {
    @Override
    public int status() {
      return 200;
    }
  }

  /** Writes a stream. Runs on the call's own thread. */
  @FunctionalInterface
  interface Source {
    /** Writes until the stream ends or the reader is gone. */
    void writeTo(Sink sink) throws IOException, InterruptedException;
  }

  /** Where a stream goes. */
  @FunctionalInterface
  interface Sink {
    /** Sends text at once; a reader that does not take it in time is dropped. */
    void write(String text) throws IOException;
  }

  /** A JSON answer. */
  static Whole json(int status, Object value) {
    return new Whole(status, JSON, Map.of(), Json.write(value));
  }

  /** A JSON answer to a call that went well. */
  static Whole json(Object value) {
    return json(200, value);
  }

  /** No body. */
  static Whole empty() {
    return new Whole(204, "", Map.of(), "");
  }

  /** A problem. */
  static Whole problem(ProblemDocument problem) {
    return new Whole(problem.status(), ProblemDocument.MEDIA_TYPE, Map.of(), Json.write(problem));
  }
}
