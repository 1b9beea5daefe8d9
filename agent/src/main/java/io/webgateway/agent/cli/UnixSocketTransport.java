package io.webgateway.agent.cli;

import io.webgateway.client.Answer;
import io.webgateway.client.Call;
import io.webgateway.client.OpenAnswer;
import io.webgateway.client.Transport;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * HTTP over an agent's unix socket, one connection for each call. The file system says who may open
 * the socket, and so whom the agent takes for its local administrator.
 */
final class UnixSocketTransport implements Transport {
  private static final long ANSWER_LIMIT_MILLIS = 60_000;

  private final Path socket;

  UnixSocketTransport(Path socket) {
    this.socket = socket;
  }

  @Override
  public Answer send(Call call) throws IOException {
    SocketChannel channel = connect();
    Thread watch = closeAfterLimit(channel);
    try (OpenAnswer open = exchange(channel, call)) {
      byte[] body = open.body().readNBytes(MAX_ANSWER_BYTES + 1);
      if (body.length > MAX_ANSWER_BYTES) {
        throw new IOException("The answer is larger than " + MAX_ANSWER_BYTES + " bytes");
      }
      return new Answer(open.status(), open.headers(), new String(body, StandardCharsets.UTF_8));
    } catch (AsynchronousCloseException e) {
      throw new IOException("There was no answer in " + ANSWER_LIMIT_MILLIS / 1_000 + " s", e);
    } finally {
      watch.interrupt();
      channel.close();
    }
  }

  @Override
  public OpenAnswer open(Call call) throws IOException {
    return exchange(connect(), call);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static OpenAnswer exchange(SocketChannel channel, Call call) throws IOException {
    try {
      ByteBuffer request = ByteBuffer.wrap(Http1.request(call));
      while (request.hasRemaining()) {
        channel.write(request);
      }
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      Http1.Head head = Http1.readHead(in);
      return new OpenAnswer(head.status(), head.headers(), closing(Http1.body(head, in), channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static InputStream closing(InputStream body, SocketChannel channel) {
    return new FilterInputStream(body) {
      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private static Thread closeAfterLimit(SocketChannel channel) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(ANSWER_LIMIT_MILLIS);
                channel.close();
              } catch (InterruptedException | IOException e) {
                // The answer came in time, or the channel is closed already.
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public String address() {
    return "unix:" + socket;
  }

  @Override
  public boolean isLocalAdministrator() {
    return true;
  }

  @Override
  public void close() {}
}
