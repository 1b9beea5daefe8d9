package io.webgateway.bench.change.visit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.bench.change.talk.Asking;
import io.webgateway.bench.change.talk.Frame;
import io.webgateway.bench.change.talk.Head;
import io.webgateway.bench.change.visit.Diary.Page;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A fault that a server commits once is seen, as what it is, and counted once. */
class VisitorsIT {
  private static final int PER_SECOND = 100;

  private static final String UPGRADED =
      """
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
      """
          .replace("\n", "\r\n");

  private final Diary diary = new Diary();
  private long answersAtLeast = 5;

  @Test
  void whoeverIsServedWellSeesNoFault() throws Exception {
    try (BadServer server = new BadServer((_, wire) -> wire.answerAll())) {
      answersAtLeast = 20;
      assertThat(http1(server)).isEmpty();
      assertThat(count(Kind.HTTP1).connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsCutOffIsBrokenAndNamesItsBackend() throws Exception {
    List<Incident> seen =
        http1First(
            wire -> {
              wire.request();
              wire.head("200 OK", "X-Backend: b7\r\nContent-Length: 1024\r\n");
            });
    assertThat(seen).extracting(Incident::fault).containsExactly(Fault.BROKEN);
    assertThat(seen.getFirst().backend()).isEqualTo("b7");
  }

  @Test
  void aResetOfARequestIsBroken() throws Exception {
    assertThat(
            http1First(
                wire -> {
                  wire.request();
                  wire.reset();
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.BROKEN);
  }

  @Test
  void oneByteThatIsOtherIsWrong() throws Exception {
    assertThat(
            http1First(
                wire -> {
                  byte[] body = BadServer.Wire.body(wire.request());
                  body[1000] ^= 1;
                  wire.head("200 OK", "Content-Length: 1024\r\n");
                  wire.out.write(body);
                  wire.answerAll();
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.WRONG);
  }

  @Test
  void anEndBetweenRequestsIsDropped() throws Exception {
    assertThat(http1First(wire -> wire.answer(wire.request(), "")))
        .extracting(Incident::fault)
        .containsExactly(Fault.DROPPED);
  }

  @Test
  void aStatusThatNobodyAskedForIsOne() throws Exception {
    assertThat(
            http1First(
                wire -> {
                  wire.request();
                  wire.head("502 Bad Gateway", "Content-Length: 2\r\n");
                  wire.out.write(new byte[2]);
                  wire.answerAll();
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.STATUS);
    assertThat(count(Kind.HTTP1).connections()).isEqualTo(1);
  }

  @Test
  void whoeverIsAskedToLeaveSeesNoFault() throws Exception {
    assertThat(http1First(wire -> wire.answer(wire.request(), "Connection: close\r\n"))).isEmpty();
    assertThat(count(Kind.HTTP1).asked()).isEqualTo(1);
    assertThat(count(Kind.HTTP1).connections()).isEqualTo(2);
  }

  @Test
  void aConnectionThatNobodyTakesIsRefused() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    List<Incident> seen = visit(http1Visitor(port), page -> !page.incidents().isEmpty());
    assertThat(seen).extracting(Incident::fault).containsOnly(Fault.REFUSED);
  }

  @Test
  void aMessageThatIsSwallowedIsLost() throws Exception {
    assertThat(linesWithThird(line -> List.of()))
        .extracting(Incident::fault)
        .containsExactly(Fault.LOST);
    assertThat(count(Kind.TCP).connections()).isEqualTo(1);
  }

  @Test
  void aMessageThatComesTwiceIsDuplicated() throws Exception {
    assertThat(linesWithThird(line -> List.of(line, line)))
        .extracting(Incident::fault)
        .containsExactly(Fault.DUPLICATED);
  }

  @Test
  void aMessageThatALaterOneOvertakesIsReordered() throws Exception {
    String[] kept = {""};
    assertThat(
            lines(
                (number, line) -> {
                  if (number == 2) {
                    kept[0] = line;
                    return List.of();
                  }
                  return number == 3 ? List.of(line, kept[0]) : List.of(line);
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.REORDERED);
  }

  @Test
  void aMessageWithOtherBytesIsWrongAndLost() throws Exception {
    assertThat(linesWithThird(line -> List.of("x" + line)))
        .extracting(Incident::fault)
        .containsExactlyInAnyOrder(Fault.WRONG, Fault.LOST);
  }

  @Test
  void aConnectionThatEndsWithMessagesUnderWayIsBrokenOnce() throws Exception {
    try (BadServer server =
        new BadServer(
            (connection, wire) -> {
              if (connection == 0) {
                wire.line(Head.line(wire.in) + " b1");
                Head.line(wire.in);
                Head.line(wire.in);
              } else {
                wire.echoAll();
              }
            })) {
      assertThat(visit(lineVisitor(server.port()), this::hasAnswers))
          .extracting(Incident::fault)
          .containsExactly(Fault.BROKEN);
    }
  }

  @Test
  void aWebSocketThatIsToldToGoIsAskedToLeave() throws Exception {
    assertThat(webSocketClosedWith(1001)).isEmpty();
    assertThat(count(Kind.WEBSOCKET).asked()).isEqualTo(1);
  }

  @Test
  void aWebSocketThatIsClosedForAnErrorIsDropped() throws Exception {
    assertThat(webSocketClosedWith(1011))
        .extracting(Incident::fault)
        .containsExactly(Fault.DROPPED);
    assertThat(count(Kind.WEBSOCKET).asked()).isZero();
  }

  @Test
  void aDatagramThatIsSwallowedIsLost() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echoAllButThird(server));
      Visitor visitor =
          new UdpVisitor(notes(Kind.UDP), server.getLocalPort(), new Pace(PER_SECOND, 0, 1));
      assertThat(visit(visitor, this::hasAnswers))
          .extracting(Incident::fault)
          .containsExactly(Fault.LOST);
    }
  }

  private static void echoAllButThird(DatagramSocket server) {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    for (int number = 0; !server.isClosed(); number++) {
      try {
        packet.setLength(100);
        server.receive(packet);
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        byte[] answer = (text + " b1").getBytes(StandardCharsets.US_ASCII);
        if (number != 2) {
          server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private List<Incident> webSocketClosedWith(int code) throws Exception {
    try (BadServer server =
        new BadServer(
            (connection, wire) -> {
              Head.read(wire.in);
              wire.head("101 Switching Protocols", UPGRADED);
              for (int number = 0; connection > 0 || number < 3; number++) {
                Frame frame = Frame.read(wire.in);
                if (frame.opcode() == Frame.CLOSE) {
                  return;
                }
                wire.out.write(Frame.text(frame.text() + " b1").bytes(false));
              }
              byte[] reason = {(byte) (code >>> 8), (byte) code};
              wire.out.write(new Frame(Frame.CLOSE, reason).bytes(false));
            })) {
      Target target = new Target("host", server.port(), 0, 0, 0);
      Visitor visitor =
          new MessageVisitor(
              notes(Kind.WEBSOCKET),
              server.port(),
              new Pace(PER_SECOND, 0, 1),
              () -> new WebSocketMessages(target.host()));
      return visit(visitor, this::hasAnswers);
    }
  }

  private interface Echo {
    List<String> answers(int number, String line);
  }

  private List<Incident> linesWithThird(Function<String, List<String>> third) throws Exception {
    return lines((number, line) -> number == 2 ? third.apply(line) : List.of(line));
  }

  private List<Incident> lines(Echo echo) throws Exception {
    try (BadServer server =
        new BadServer(
            (_, wire) -> {
              for (int number = 0; ; number++) {
                for (String answer : echo.answers(number, Head.line(wire.in) + " b1")) {
                  wire.line(answer);
                }
              }
            })) {
      return visit(lineVisitor(server.port()), this::hasAnswers);
    }
  }

  private Visitor lineVisitor(int port) {
    return new MessageVisitor(notes(Kind.TCP), port, new Pace(PER_SECOND, 0, 1), Lines::new);
  }

  private interface First {
    void play(BadServer.Wire wire) throws IOException;
  }

  private List<Incident> http1First(First first) throws Exception {
    try (BadServer server =
        new BadServer(
            (connection, wire) -> {
              if (connection == 0) {
                first.play(wire);
              } else {
                wire.answerAll();
              }
            })) {
      return http1(server);
    }
  }

  private List<Incident> http1(BadServer server) throws Exception {
    return visit(http1Visitor(server.port()), this::hasAnswers);
  }

  private Visitor http1Visitor(int port) {
    Target target = new Target("host", port, 0, 0, 0);
    Asking each = new Asking(0, 1024, 0);
    return new Http1Visitor(notes(Kind.HTTP1), target, new Pace(PER_SECOND, 0, 1), 1, each);
  }

  private List<Incident> visit(Visitor visitor, Predicate<Page> enough)
      throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(visitor);
    await().atMost(Duration.ofSeconds(20)).until(diary::turn, enough);
    visitor.stop();
    thread.join();
    return diary.turn().incidents();
  }

  private boolean hasAnswers(Page page) {
    return page.counts().values().stream().mapToLong(Diary.Count::answers).sum() >= answersAtLeast;
  }

  private Diary.Count count(Kind kind) {
    return requireNonNull(diary.turn().counts().get(kind));
  }

  private Notes notes(Kind kind) {
    return new Notes(diary, kind, kind.label() + "-0");
  }
}
