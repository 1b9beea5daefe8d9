package io.webgateway.agent.upgrade;

import io.webgateway.wire.WireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One end of the connection between two processes of a node. Blocks. */
final class Conversation implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader in;

  Conversation(SocketChannel channel) {
    this.channel = channel;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  static Conversation with(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Conversation(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  synchronized void say(Message message) throws IOException {
    ByteBuffer line = StandardCharsets.UTF_8.encode(Message.write(message) + "\n");
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  /**
   * The next message; waits for it. One thread.
   *
   * @throws IOException when the other side is gone, or says what means nothing
   */
  Message hear() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the other process has left");
    }
    try {
      return Message.read(line);
    } catch (WireException e) {
      throw new IOException("the other process said what means nothing: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
