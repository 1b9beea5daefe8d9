package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MalformedIT {
  @TempDir Path directory;

  @Test
  void whatIsNoCallIsRefusedWithAProblemToo() throws IOException {
    try (ManagementWorld world = new ManagementWorld(directory)) {
      String host = " HTTP/1.1\r\nHost: localhost\r\n";
      for (String request :
          new String[] {
            "GET /v1/ledger HTTP/1.1\r\n\r\n",
            "GET /v1/led ger" + host + "\r\n",
            "GET /v1/ledger" + host + "X: " + "x".repeat(20_000) + "\r\n\r\n",
            "GET /v1/ledger" + host + "Authorization: a\r\nAuthorization: b\r\n\r\n",
            "GET /v1/ledger" + host + "Bad Name: x\r\n\r\n",
            "PUT /v1/reservations/blog" + host + "Content-Length: -1\r\n\r\n"
          }) {
        String answer = answer(world.socket, request);
        assertThat(answer).as(request).matches("(?s)HTTP/1\\.1 4[0-9][0-9] .*");
        assertThat(answer).as(request).contains("application/problem+json", "\"cure\"");
      }
      assertThat(UnixCall.get(world.socket, "/healthz").status()).isEqualTo(200);
    }
  }

  private static String answer(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      StringBuilder text = new StringBuilder();
      ByteBuffer buffer = ByteBuffer.allocate(4_096);
      while (text.indexOf("\"cure\"") < 0 && channel.read(buffer) >= 0) {
        text.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        buffer.clear();
      }
      return text.toString();
    }
  }
}
