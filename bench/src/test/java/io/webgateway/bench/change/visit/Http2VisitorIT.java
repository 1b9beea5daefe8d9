package io.webgateway.bench.change.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault that a server of http2 commits once is seen, as what it is, and counted once. */
class Http2VisitorIT {
  private static final int STREAMS = 2;
  private static final int ENOUGH = 12;
  @TempDir static Path folder = Path.of("");

  private final Diary diary = new Diary();

  @Test
  void whoeverIsServedWellSeesNoFault() throws Exception {
    assertThat(visit((_, exchange) -> exchange.answer())).isEmpty();
    assertThat(count().connections()).isEqualTo(1);
    assertThat(count().asked()).isZero();
  }

  @Test
  void oneByteThatIsOtherIsWrong() throws Exception {
    assertThat(
            third(
                exchange -> {
                  byte[] body = new byte[(int) exchange.asking().bytes()];
                  exchange.answer("200", body);
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.WRONG);
  }

  @Test
  void aStatusThatNobodyAskedForIsOne() throws Exception {
    assertThat(third(exchange -> exchange.answer("503", new byte[0])))
        .extracting(Incident::fault)
        .containsExactly(Fault.STATUS);
  }

  @Test
  void aResetIsBrokenAndNamesWhoHadBegunToAnswer() throws Exception {
    List<Incident> seen =
        third(
            exchange -> {
              exchange.head("200");
              exchange.reset(Http2Error.INTERNAL_ERROR);
            });
    assertThat(seen).extracting(Incident::fault).containsExactly(Fault.BROKEN);
    assertThat(seen.getFirst().backend()).isEqualTo("b1");
    assertThat(count().connections()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsHandedBackIsAskedAgainAndNoFault() throws Exception {
    assertThat(third(exchange -> exchange.reset(Http2Error.REFUSED_STREAM))).isEmpty();
    assertThat(count().repeated()).isEqualTo(1);
  }

  @Test
  void whoeverIsToldToGoFinishesAndGoes() throws Exception {
    assertThat(
            third(
                exchange -> {
                  exchange.goAway();
                  exchange.answer();
                }))
        .isEmpty();
    assertThat(count().asked()).isEqualTo(1);
    assertThat(count().connections()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aConnectionThatEndsBreaksEachOfItsRequestsOnce() throws Exception {
    assertThat(
            visit(
                (request, exchange) -> {
                  if (request == 2) {
                    // The other of the two comes right behind; then both are under way.
                    return;
                  }
                  if (request == 3) {
                    exchange.endConnection();
                    return;
                  }
                  exchange.answer();
                }))
        .extracting(Incident::fault)
        .containsExactly(Fault.BROKEN, Fault.BROKEN);
  }

  private interface Third {
    void play(BadHttp2Server.Exchange exchange);
  }

  private List<Incident> third(Third third) throws Exception {
    return visit(
        (request, exchange) -> {
          if (request == 2) {
            third.play(exchange);
          } else {
            exchange.answer();
          }
        });
  }

  private List<Incident> visit(BadHttp2Server.Script script) throws Exception {
    try (BadHttp2Server server = new BadHttp2Server(folder, script);
        Http2Loop loop = new Http2Loop()) {
      Target target = new Target("host", 0, server.port(), 0, 0);
      Http2Visitor visitor =
          new Http2Visitor(
              new Notes(diary, Kind.HTTP2, "http2-0"),
              target,
              new Pace(50, 0, 1),
              STREAMS,
              1,
              1024,
              loop);
      Thread thread = Thread.ofVirtual().start(visitor);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> count().answers() + count().repeated() >= ENOUGH);
      visitor.stop();
      thread.join();
      return diary.turn().incidents();
    }
  }

  private Diary.Count count() {
    return Objects.requireNonNull(diary.turn().counts().get(Kind.HTTP2));
  }
}
