package io.webgateway.agent.cli;

import io.webgateway.client.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The little of HTTP/1.1 (RFC 9112) that one request on a fresh connection needs. Strict: a message
 * that could be read in two ways is an error.
 */
final class Http1 {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final String VERSION = "HTTP/1.1 ";
  private static final int STATUS_END = VERSION.length() + 3;

  private Http1() {}

  /**
   * The head of a response.
   *
   * @param status the status
   * @param headers the fields, names in lower case
   */
  record Head(int status, Map<String, String> headers) {}

  /** A request as it goes on the wire. */
  static byte[] request(Call call) {
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(call.method()).append(' ').append(call.target()).append(" HTTP/1.1\r\n");
    head.append("host: localhost\r\nconnection: close\r\n");
    call.headers().forEach((name, value) -> head.append(field(name, value)));
    if (body.length > 0 || !call.method().equals("GET")) {
      head.append("content-length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static String field(String name, String value) {
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("A field's value cannot hold a line break");
    }
    return name + ": " + value + "\r\n";
  }

  /** Reads status line and fields. */
  static Head readHead(InputStream in) throws IOException {
    String line = readLine(in, MAX_HEAD_BYTES);
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("The answer is not HTTP/1.1");
    }
    int status = Integer.parseInt(line.substring(VERSION.length(), STATUS_END));
    Map<String, String> headers = new TreeMap<>();
    int left = MAX_HEAD_BYTES - line.length();
    for (String field = readLine(in, left); !field.isEmpty(); field = readLine(in, left)) {
      left -= field.length() + 2;
      addField(headers, field);
    }
    return new Head(status, headers);
  }

  private static void addField(Map<String, String> headers, String field) throws IOException {
    int colon = field.indexOf(':');
    if (colon < 1 || field.charAt(0) == ' ' || field.charAt(colon - 1) == ' ') {
      throw new IOException("The answer has a field that is none");
    }
    String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
    String before = headers.putIfAbsent(name, field.substring(colon + 1).strip());
    if (before != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
      throw new IOException("The answer says twice how long it is");
    }
  }

  /** The body without its framing. */
  static InputStream body(Head head, InputStream in) throws IOException {
    String coding = head.headers().getOrDefault("transfer-encoding", "");
    String length = head.headers().getOrDefault("content-length", "");
    if (head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    if (!coding.isEmpty()) {
      if (!coding.equalsIgnoreCase("chunked") || !length.isEmpty()) {
        throw new IOException("The answer's length can be read in two ways");
      }
      return new ChunkedInput(in);
    }
    if (!length.matches("[0-9]{1,18}")) {
      throw new IOException("The answer does not say how long it is");
    }
    return new FixedInput(in, Long.parseLong(length));
  }

  /** Reads a line that ends with CR LF. */
  static String readLine(InputStream in, int maxBytes) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The connection ended within the answer");
      }
      if (line.length() >= maxBytes) {
        throw new IOException("The answer's head is too long");
      }
      line.append((char) b);
    }
    int last = line.length() - 1;
    if (last < 0 || line.charAt(last) != '\r') {
      throw new IOException("A line of the answer does not end with CR LF");
    }
    return line.substring(0, last);
  }
}
