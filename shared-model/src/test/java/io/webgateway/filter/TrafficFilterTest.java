package io.webgateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.filter.TrafficFilter.Invalid;
import io.webgateway.filter.TrafficFilter.Outcome;
import io.webgateway.filter.TrafficFilter.Parsed;
import io.webgateway.model.traffic.TrafficEvent;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficFilterTest {
  private static final List<TrafficEvent> ALL =
      List.of(Events.POST, Events.SOCKET, Events.STREAM, Events.REFUSED);

  private static TrafficFilter filter(String text) {
    Outcome outcome = TrafficFilter.parse(text);
    assertThat(outcome).as(text).isInstanceOf(Parsed.class);
    return ((Parsed) outcome).filter();
  }

  private static Invalid fault(String text) {
    Outcome outcome = TrafficFilter.parse(text);
    assertThat(outcome).as(text).isInstanceOf(Invalid.class);
    return (Invalid) outcome;
  }

  @ParameterizedTest
  @CsvSource({
    "protocol:udp, true",
    "protocol:tls, false",
    "-protocol:udp, false",
    "workload:dns bytes:>1KB, true",
    "bytes:>2KB, false",
    "reason:flow-*, true",
    "client:192.0.2.0/24 duration:>30s, true",
    "host:*, true",
    "status:0, false"
  })
  void flowsOfDatagramsAreFoundToo(String text, boolean fits) {
    assertThat(filter(text).matches(Events.FLOW)).isEqualTo(fits);
  }

  /** P is the POST, S the WebSocket, T the TLS that is passed through, R the refused handshake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | PSTR",
        "host:blog.gw.example | P",
        "host:BLOG.gw.example. | P",
        "host:*.gw.example | PT",
        "host:gw.example | ''",
        "host:\"*.gw.example\" | ''",
        "host:blog.gw.example,chat.example.org | PS",
        "host:*.exampl* | PSTR",
        "method:post | P",
        "method:GET,POST | PS",
        "status:503 | P",
        "status:5xx | P",
        "status:>=400 | P",
        "status:<200 | S",
        "status:100-199,5XX | PS",
        "status:=101 | S",
        "status:0 | ''",
        "-status:5xx | STR",
        "path:/api | P",
        "path:/API | ''",
        "path:*.json | P",
        "path:*sock* | S",
        "workload:blog | P",
        "workload:blog/web | P",
        "workload:blog/we | ''",
        "workload:bl | ''",
        "workload:*/ws | S",
        "workload:\"mail\" | T",
        "client:192.0.2.7 | P",
        "client:192.0.2.0/24 | PT",
        "client:2001:db8::/32 | S",
        "client:2001:0db8::5 | S",
        "protocol:http | P",
        "protocol:http/1.1 | P",
        "protocol:websocket | S",
        "protocol:tls | TR",
        "reason:completed | PS",
        "reason:TLS_UNKNOWN_SERVER_NAME | R",
        "reason:tls-* | R",
        "duration:>500ms | PS",
        "duration:>=5s | S",
        "duration:<1.5us | R",
        "duration:0.5s-1s | P",
        "bytes:>1MB | P",
        "bytes:<=30 | STR",
        "bytes:>1GiB | ''",
        "error | PTR",
        "\"error\" | ''",
        "not error | S",
        "CHAT | S",
        "posts | P",
        "gw.example status:5xx | P",
        "workload:blog or workload:chat | PS",
        "workload:blog and status:5xx | P",
        "method:GET or method:POST status:503 | PS",
        "(method:GET or method:POST) status:503 | P",
        "not (method:GET or method:POST) | TR",
        "-(protocol:tls) -method:GET | P",
        "--status:5xx | P",
        "NOT protocol:tls OR host:mail.gw.example | PST",
      })
  void aFilterFitsWhatItSays(String text, String expected) {
    TrafficFilter filter = filter(text);
    StringBuilder fitting = new StringBuilder();
    for (int i = 0; i < ALL.size(); i++) {
      fitting.append(filter.matches(ALL.get(i)) ? "PSTR".charAt(i) : "");
    }
    assertThat(fitting).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "hots:blog | 0 | 4 | no key \"hots\" | Did you mean host:",
        "x  statsu:5xx | 3 | 6 | no key | status:",
        "https://blog.example | 0 | 5 | no key | quotation marks",
        "status:banana | 7 | 6 | not understood | status:5xx",
        "status:300-200 | 7 | 7 | ends before it begins | around",
        "status:9999 | 7 | 4 | not understood | status:404",
        "host: x | 5 | 0 | value is missing | host:blog",
        "method:GET, | 11 | 0 | value is missing | method:POST",
        "method:G,P;T | 9 | 3 | no request method | method:GET",
        "path:api | 5 | 3 | does not begin with / | path:/api",
        "client:10.0.0.1/8 | 7 | 10 | bits after the prefix | client:",
        "client:banana | 7 | 6 | not an address | client:",
        "protocol:websockets | 9 | 10 | no protocol | Did you mean websocket",
        "reason:client-abortet | 7 | 14 | no reason | Did you mean client-aborted",
        "duration:500ms | 9 | 5 | neither more nor less | duration:>500ms",
        "duration:>5 | 9 | 2 | not understood | 500ms",
        "bytes:>5XB | 6 | 4 | not understood | 1MB",
        "(host:a | 0 | 1 | not closed | )",
        "host:a) | 6 | 1 | Nothing was opened | one",
        "() | 1 | 1 | term is missing | status:5xx",
        "or host:a | 0 | 2 | term is missing | status:5xx",
        "host:a or | 9 | 0 | missing at the end | status:5xx",
        "not | 3 | 0 | missing at the end | status:5xx",
        "host:\"a | 5 | 2 | not closed | end",
        "ab\"c\" | 2 | 1 | middle of a word | whole value",
        "\"a\"b | 3 | 1 | follows the quotation mark | blank",
        "\"\" | 0 | 2 | is empty | between",
      })
  void aFaultSaysWhereAndWhatWouldBeRight(
      String text, int position, int length, String wrong, String cure) {
    Invalid fault = fault(text);
    assertThat(fault.position()).isEqualTo(position);
    assertThat(fault.length()).isEqualTo(length);
    assertThat(fault.fault()).contains(wrong);
    assertThat(fault.cure()).contains(cure);
  }

  @Test
  void aFilterIsBoundedInLengthAndDepth() {
    assertThat(fault("a".repeat(1_025)).fault()).contains("longer than 1024");
    assertThat(filter("a".repeat(1_024)).text()).hasSize(1_024);
    assertThat(fault("(".repeat(500)).fault()).contains("within each other");
    assertThat(fault("-".repeat(17) + "a").fault()).contains("within each other");
    assertThat(filter("-".repeat(16) + "a").matches(Events.POST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000", "\u001b[2J"})
  void controlCharactersAreRefused(String text) {
    assertThat(fault(text).fault()).contains("control character");
  }

  @Test
  void theTextIsKeptWithoutBlanksAroundIt() {
    assertThat(filter("  host:a   status:5xx ").text()).isEqualTo("host:a   status:5xx");
    assertThat(filter(" ")).hasToString("");
  }

  @Test
  void whateverIsWrittenIsAnsweredAndGoodTextStaysGood() {
    String[] pieces = {
      "host:",
      "status:",
      "path:/",
      "client:",
      "5xx",
      ">=",
      "-",
      "not ",
      "or ",
      "and ",
      "(",
      ")",
      "\"",
      ",",
      "*",
      " ",
      "a",
      "\\",
      ":",
      "1",
      "ms",
      "duration:>",
      "bytes:",
      "é",
      "\uD83D",
      "\t",
      "reason:tls-*",
      "method:GET",
      "workload:blog/web",
      "error ",
    };
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int good = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String written = text.toString();
      switch (TrafficFilter.parse(written)) {
        case Parsed(TrafficFilter filter) -> {
          good++;
          TrafficFilter again = filter(filter.text());
          assertThat(again.text()).as("seed %s: %s", seed, written).isEqualTo(filter.text());
          for (TrafficEvent event : ALL) {
            assertThat(again.matches(event)).isEqualTo(filter.matches(event));
          }
        }
        case Invalid fault -> {
          assertThat(fault.position()).as("seed %s: %s", seed, written).isNotNegative();
          assertThat(fault.position() + fault.length()).isLessThanOrEqualTo(written.length());
          assertThat(fault.cure()).isNotBlank();
        }
      }
      TrafficFilter.complete(written, random.nextInt(40));
    }
    assertThat(good).as("seed %s", seed).isPositive();
  }

  @Test
  void aPatternWithManyStarsIsDecidedAtOnce() {
    String text = "path:/" + "*a".repeat(400) + "*b";
    assertThat(filter(text).matches(Events.POST)).isFalse();
  }
}
