package io.webgateway.agent.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real gRPC client through the gateway to a real gRPC server, both of grpc-java. */
class GrpcIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final MethodDescriptor<byte[], byte[]> ECHO =
      method("Echo", MethodDescriptor.MethodType.UNARY);
  private static final MethodDescriptor<byte[], byte[]> FAIL =
      method("Fail", MethodDescriptor.MethodType.UNARY);
  private static final MethodDescriptor<byte[], byte[]> HANG =
      method("Hang", MethodDescriptor.MethodType.UNARY);
  private static final MethodDescriptor<byte[], byte[]> TALK =
      method("Talk", MethodDescriptor.MethodType.BIDI_STREAMING);
  private static final MethodDescriptor<byte[], byte[]> POUR =
      method("Pour", MethodDescriptor.MethodType.SERVER_STREAMING);
  private static final MethodDescriptor<byte[], byte[]> SWALLOW =
      method("Swallow", MethodDescriptor.MethodType.CLIENT_STREAMING);

  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicLong poured = new AtomicLong();
  private final ServerCertificate certificate = TestCertificates.selfSigned("a.example");
  private Server server = newServer();
  private InProcessGateway gateway = InProcessGateway.start();
  private ManagedChannel channel = newChannel();

  private static MethodDescriptor<byte[], byte[]> method(
      String name, MethodDescriptor.MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
        .setType(type)
        .setFullMethodName("test.Sample/" + name)
        .build();
  }

  /** Messages are their bytes: no compiler of message definitions is needed. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Server newServer() {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .addService(
              ServerServiceDefinition.builder("test.Sample")
                  .addMethod(ECHO, ServerCalls.asyncUnaryCall(GrpcIT::echo))
                  .addMethod(FAIL, ServerCalls.asyncUnaryCall(GrpcIT::fail))
                  .addMethod(HANG, ServerCalls.asyncUnaryCall(this::hang))
                  .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(GrpcIT::talk))
                  .addMethod(POUR, ServerCalls.asyncServerStreamingCall(this::pour))
                  .addMethod(SWALLOW, ServerCalls.asyncClientStreamingCall(GrpcIT::swallow))
                  .build())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(byte[] request, StreamObserver<byte[]> answers) {
    answers.onNext(request);
    answers.onCompleted();
  }

  private static void fail(byte[] request, StreamObserver<byte[]> answers) {
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-why", Metadata.ASCII_STRING_MARSHALLER), "because");
    answers.onError(Status.NOT_FOUND.withDescription("no such thing").asRuntimeException(trailers));
  }

  private void hang(byte[] request, StreamObserver<byte[]> answers) {
    ((ServerCallStreamObserver<byte[]>) answers).setOnCancelHandler(cancelled::incrementAndGet);
    hanging.incrementAndGet();
  }

  private static StreamObserver<byte[]> talk(StreamObserver<byte[]> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        answers.onNext(message);
      }

      @Override
      public void onError(Throwable cause) {
        answers.onError(cause);
      }

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  /** Sends mebibytes, as many as the client has room for. */
  private void pour(byte[] request, StreamObserver<byte[]> answers) {
    ServerCallStreamObserver<byte[]> out = (ServerCallStreamObserver<byte[]>) answers;
    int count = request[0];
    AtomicBoolean ended = new AtomicBoolean();
    out.setOnReadyHandler(
        () -> {
          while (out.isReady() && poured.get() < count) {
            poured.incrementAndGet();
            out.onNext(new byte[MEBIBYTE]);
          }
          if (poured.get() >= count && ended.compareAndSet(false, true)) {
            out.onCompleted();
          }
        });
  }

  private static StreamObserver<byte[]> swallow(StreamObserver<byte[]> answers) {
    AtomicLong bytes = new AtomicLong();
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        bytes.addAndGet(message.length);
      }

      @Override
      public void onError(Throwable cause) {
        bytes.set(-1);
      }

      @Override
      public void onCompleted() {
        answers.onNext(Long.toString(bytes.get()).getBytes(UTF_8));
        answers.onCompleted();
      }
    };
  }

  @BeforeEach
  void route() {
    gateway.with(certificate);
    gateway.apply(
        InProcessGateway.speaking(
            new UpstreamProtocol(HttpVersion.HTTP_2, new UpstreamTls.Off()),
            InProcessGateway.route("a.example", server.getPort())));
    channel.shutdownNow();
    channel = newChannel();
  }

  private ManagedChannel newChannel() {
    try {
      return NettyChannelBuilder.forAddress("127.0.0.1", gateway.httpsPort())
          .overrideAuthority("a.example")
          .sslContext(
              GrpcSslContexts.forClient().trustManager(certificate.chain().getFirst()).build())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    gateway.close();
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  private byte[] call(MethodDescriptor<byte[], byte[]> method, byte[] request) {
    return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
  }

  @Test
  void aCallIsAnsweredWithItsStatus() {
    for (int i = 0; i < 20; i++) {
      assertThat(call(ECHO, "hello".getBytes(UTF_8))).asString(UTF_8).isEqualTo("hello");
    }
    byte[] large = new byte[3 * MEBIBYTE];
    large[MEBIBYTE] = 1;
    assertThat(call(ECHO, large)).isEqualTo(large);
  }

  @Test
  void anErrorWithoutAnswerArrivesWithItsTrailers() {
    assertThatThrownBy(() -> call(FAIL, new byte[0]))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).isEqualTo("no such thing");
              assertThat(String.valueOf(e.getTrailers())).contains("x-why=because");
            });
  }

  @Test
  void bothSidesTalkInTurn() throws InterruptedException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    StreamObserver<byte[]> mouth =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(TALK, CallOptions.DEFAULT), listener(heard));
    for (int i = 0; i < 100; i++) {
      mouth.onNext(("word " + i).getBytes(UTF_8));
      // The next is not said before this one has come back.
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("word " + i);
    }
    mouth.onCompleted();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("<end>");
  }

  private static StreamObserver<byte[]> listener(BlockingQueue<String> heard) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        heard.add(new String(message, UTF_8));
      }

      @Override
      public void onError(Throwable cause) {
        heard.add(Status.fromThrowable(cause).getCode().name());
      }

      @Override
      public void onCompleted() {
        heard.add("<end>");
      }
    };
  }

  @Test
  void aDeadlineEndsTheCallOnBothSides() {
    assertThatThrownBy(
            () ->
                ClientCalls.blockingUnaryCall(
                    channel,
                    HANG,
                    CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS),
                    new byte[0]))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    await().until(() -> cancelled.get() == 1);
  }

  @Test
  void aClientThatGivesUpIsHeardByTheServer() {
    ClientCall<byte[], byte[]> call = channel.newCall(HANG, CallOptions.DEFAULT);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    ClientCalls.asyncUnaryCall(call, new byte[0], listener(heard));
    await().until(() -> hanging.get() == 1);
    call.cancel("changed my mind", null);
    await().until(() -> cancelled.get() == 1);
    assertThat(call(ECHO, new byte[] {7})).containsExactly(7);
  }

  @Test
  void aServerWaitsForAClientThatDoesNotTake() {
    Iterator<byte[]> answers =
        ClientCalls.blockingServerStreamingCall(
            channel, POUR, CallOptions.DEFAULT, new byte[] {64});
    assertThat(answers.next()).hasSize(MEBIBYTE);
    long[] last = {-1};
    await()
        .pollInterval(java.time.Duration.ofMillis(200))
        .until(
            () -> {
              long before = last[0];
              last[0] = poured.get();
              return before == last[0];
            });
    assertThat(last[0]).isLessThan(40);
    int count = 1;
    while (answers.hasNext()) {
      assertThat(answers.next()).hasSize(MEBIBYTE);
      count++;
    }
    assertThat(count).isEqualTo(64);
  }

  @Test
  void aStreamOfLargeMessagesArrivesWhole() throws InterruptedException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    StreamObserver<byte[]> mouth =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(SWALLOW, CallOptions.DEFAULT), listener(heard));
    for (int i = 0; i < 32; i++) {
      mouth.onNext(new byte[MEBIBYTE]);
    }
    mouth.onCompleted();
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(Long.toString(32L * MEBIBYTE));
  }
}
