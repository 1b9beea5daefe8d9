package io.webgateway.bench.change.talk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a request or an answer of HTTP/1.1.
 *
 * @param first its first line
 * @param fields by name in lower case; of several of one name the last
 */
public record Head(String first, Map<String, String> fields) {
  /** The field in which a backend names itself. */
  public static final String BACKEND = "x-backend";

  private static final int LONGEST_LINE = 16_384;

  /**
   * Reads one; blocks.
   *
   * @throws EOFException when the peer ended the connection
   */
  public static Head read(InputStream in) throws IOException {
    String first = line(in);
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no field of a head: " + line);
      }
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(first, fields);
  }

  /** One line without its end. */
  public static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a line has no end");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  /** A word of the first line, from 0; empty when there are fewer. */
  public String word(int index) {
    String[] words = first.split(" ", -1);
    return index < words.length ? words[index] : "";
  }

  /** An answer's status; 0 when it is none. */
  public int status() {
    String word = word(1);
    return word.matches("[1-5][0-9]{2}") ? Integer.parseInt(word) : 0;
  }

  /** A field's value. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** How long the body is; -1 when the head does not say. */
  public long length() {
    return field("content-length").map(Long::parseLong).orElse(-1L);
  }

  /** Whether the sender ends the connection after this message. */
  public boolean closes() {
    return field("connection").filter(value -> value.equalsIgnoreCase("close")).isPresent();
  }
}
