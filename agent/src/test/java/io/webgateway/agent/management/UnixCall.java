package io.webgateway.agent.management;

import io.webgateway.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * One call over a unix socket, by hand. The server does not end the connection, so the answer is
 * read by its Content-Length.
 */
record UnixCall(int status, String head, String body) {

  static UnixCall send(Path socket, String method, String uri, String type, String body)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String request =
          method
              + " "
              + uri
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
              + "Content-Length: "
              + bytes.length
              + "\r\n\r\n"
              + body;
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      return read(Channels.newInputStream(channel));
    }
  }

  static UnixCall get(Path socket, String uri) throws IOException {
    return send(socket, "GET", uri, "", "");
  }

  JsonNode json() {
    return Json.readTree(body);
  }

  private static UnixCall read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the answer ends in its head: " + head);
      }
      head.append((char) next);
    }
    int length = 0;
    for (String line : head.toString().lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    int status = Integer.parseInt(head.substring(9, 12));
    return new UnixCall(
        status, head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }
}
