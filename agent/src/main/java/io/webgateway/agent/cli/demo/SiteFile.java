package io.webgateway.agent.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** One file of the static site, read from the resources once. */
final class SiteFile {
  private static final int TAG_BYTES = 12;

  private final String type;
  private final byte[] content;
  private final String entityTag;
  private final Instant modified;

  private SiteFile(String type, byte[] content, Instant modified) {
    this.type = type;
    this.content = content;
    this.entityTag = '"' + HexFormat.of().formatHex(digest(content), 0, TAG_BYTES) + '"';
    this.modified = modified;
  }

  static SiteFile load(String name) {
    var url = SiteFile.class.getResource("site/" + name);
    if (url == null) {
      throw new IllegalStateException("the resource site/" + name + " is missing");
    }
    try {
      var connection = url.openConnection();
      try (var stream = connection.getInputStream()) {
        var modified = Instant.ofEpochSecond(connection.getLastModified() / 1_000);
        return new SiteFile(typeOf(name), stream.readAllBytes(), modified);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource site/" + name, e);
    }
  }

  String type() {
    return type;
  }

  /** The content itself, not a copy: it is only ever written to sockets. */
  byte[] content() {
    return content;
  }

  String entityTag() {
    return entityTag;
  }

  /** As HTTP writes it (RFC 9110, section 5.6.7), for example Thu, 01 Jan 2026 00:00:00 GMT. */
  String lastModified() {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(modified.atOffset(ZoneOffset.UTC))
        .replaceFirst("^(\\w+, )(\\d )", "$10$2");
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "txt" -> "text/plain; charset=utf-8";
      default -> "application/octet-stream";
    };
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
