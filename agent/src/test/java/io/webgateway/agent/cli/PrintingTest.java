package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.UntrustedException;
import io.webgateway.client.screen.TimeText;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

class PrintingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"30s,PT30S", "15m,PT15M", "12h,PT12H", "90d,PT2160H", "2w,PT336H", "1y,PT8760H"})
  void lengthsOfTimeAreRead(String text, Duration length) {
    assertThat(new Term().convert(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "d", "0d", "-1d", "1.5d", "P90D", "90 d", "1234567890d"})
  void otherLengthsAreRefused(String text) {
    Term term = new Term();
    assertThatThrownBy(() -> term.convert(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,now",
    "2026-01-01T00:01:30Z,in 90 s",
    "2026-01-01T00:30:00Z,in 30 min",
    "2025-12-31T12:00:00Z,12 h ago",
    "2026-04-01T00:00:00Z,in 90 d",
    "nonsense,nonsense",
    "'',-"
  })
  void timesAreToldByTheirDistance(String time, String text) {
    assertThat(TimeText.relative(time, NOW)).isEqualTo(text);
  }

  @Test
  void columnsAreAlignedAndEmptyCellsShown() {
    Table table = new Table(List.of("NAME", "STATE"));
    table.add(List.of("a-long-name", "active"));
    table.add(List.of("b", ""));
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));
    assertThat(out.toString().lines())
        .containsExactly("NAME          STATE", "a-long-name   active", "b             -");
  }

  @Test
  void whatOthersWroteCannotSteerTheTerminal() {
    Table table = new Table(List.of("NAME"));
    table.add(List.of("\u001b[2Jgone\u202e\r\n"));
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));
    assertThat(out.toString()).contains("?[2Jgone???").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({"404,3", "409,4", "412,4", "428,4", "401,5", "403,5", "400,1", "422,1", "500,1"})
  void refusalsHaveTheirExitCodes(int status, int code) {
    var refused =
        new RefusedException(ProblemDocument.of(status, "x", "Title", "/body/until", "F", "C"));
    assertThat(ErrorReport.of(refused).exitCode()).isEqualTo(code);
  }

  @Test
  void otherFailuresHaveTheirExitCodes() {
    assertThat(ErrorReport.of(new UnreachableException("x", new IOException())).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ErrorReport.of(new UntrustedException("x")).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ErrorReport.of(new Usage("a", "b", "c")).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ErrorReport.of(new IllegalStateException("x")).exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aRefusalNamesFieldFaultAndCure() {
    var refused =
        new RefusedException(
            new ProblemDocument(
                "urn:webgateway:problem:bad-term",
                "The content is not right",
                422,
                "The term is too long",
                List.of(
                    new ProblemDocument.FieldError(
                        "/body/until", "bad-term", "The term is too long", "Choose less"),
                    new ProblemDocument.FieldError("", "other", "Another fault", "Another cure"))));
    StringWriter err = new StringWriter();
    ErrorReport.of(refused).print(new PrintWriter(err), GlobalOptions.Form.table);
    assertThat(err.toString().lines())
        .containsExactly(
            "webgw: The term is too long",
            "  until: The term is too long — Choose less",
            "  Another fault — Another cure");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=5                | {"a":5,"b":[{"c":1}]}
          b[0].c=x           | {"a":1,"b":[{"c":"x"}]}
          b[0].d.e=true      | {"a":1,"b":[{"c":1,"d":{"e":true}}]}
          b[1]=new           | {"a":1,"b":[{"c":1},"new"]}
          b[0]="h:1"         | {"a":1,"b":["h:1"]}
          a=[x, y]           | {"a":["x","y"],"b":[{"c":1}]}
          a='[400::1]:80'    | {"a":"[400::1]:80","b":[{"c":1}]}
          """)
  void fieldsAreSet(String assignment, String expected) throws IOException {
    ObjectNode document = (ObjectNode) Json.readTree("{\"a\":1,\"b\":[{\"c\":1}]}");
    FieldPath.set(document, assignment);
    assertThat(document).isEqualTo(Json.readTree(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=1", "b[7].c=1", "a.x=1", "b.c=1", "b[0]c]=1", "a..b=1"})
  void fieldsThatCannotBeAreRefused(String assignment) {
    ObjectNode document = (ObjectNode) Json.readTree("{\"a\":1,\"b\":[{\"c\":1}]}");
    assertThatThrownBy(() -> FieldPath.set(document, assignment)).isInstanceOf(Usage.class);
  }
}
