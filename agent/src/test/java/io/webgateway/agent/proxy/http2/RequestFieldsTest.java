package io.webgateway.agent.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestGuard;
import io.webgateway.agent.proxy.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads of HTTP/2: what they become, and what is refused with which fault. */
class RequestFieldsTest {
  private static final RequestFields.Bounds BOUNDS = new RequestFields.Bounds(20, 4_096);
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";
  private static final RequestGuard GUARD = new RequestGuard(20, "webgw-test");

  private static ReceivedFields received(String... namesAndValues) {
    ReceivedFields fields = new ReceivedFields();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String[] get(String... others) {
    List<String> all =
        new ArrayList<>(
            List.of(":method", "GET", ":scheme", "https", ":authority", "a.example", ":path", "/"));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  private static RequestHead check(boolean ended, String... namesAndValues)
      throws MalformedMessageException {
    RequestFields read = RequestFields.head(received(namesAndValues), BOUNDS, KEY);
    return GUARD.check(read.pseudo(), read.fields(), ended);
  }

  private static String text(HeaderBlock fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      text.append(fields.name(i)).append(": ").append(fields.value(i)).append('\n');
    }
    return text.toString();
  }

  @Test
  void crumbsBecomeOneCookie() throws MalformedMessageException {
    RequestHead head = check(true, get("cookie", "a=1", "x", "y", "cookie", "b=2"));
    assertThat(text(head.fields())).isEqualTo("x: y\ncookie: a=1; b=2\n");
  }

  @Test
  void anExtendedConnectBecomesAWebSocketWithAKeyOfTheGateways() throws MalformedMessageException {
    RequestHead head =
        check(
            false,
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "https",
            ":path",
            "/chat",
            ":authority",
            "a.example",
            "sec-websocket-version",
            "13",
            "sec-websocket-key",
            "forged");
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.webSocket()).isTrue();
    assertThat(head.framing().isEmpty()).isTrue();
    assertThat(text(head.fields()))
        .isEqualTo("sec-websocket-version: 13\nsec-websocket-key: " + KEY + "\n");
  }

  @Test
  void aHostStandsInForTheAuthority() throws MalformedMessageException {
    RequestHead head =
        check(true, ":method", "GET", ":scheme", "http", ":path", "/", "host", "A.example:8443");
    assertThat(head.host()).isEqualTo("a.example");
    assertThat(head.authority()).isEqualTo("a.example:8443");
  }

  static List<Arguments> refused() {
    return List.of(
        Arguments.of(Fault.PSEUDO_FIELD, get(":status", "200")),
        Arguments.of(Fault.PSEUDO_FIELD, get("x", "y", ":path", "/")),
        Arguments.of(Fault.PSEUDO_FIELD, get(":path", "/b")),
        Arguments.of(Fault.PSEUDO_FIELD, get(":protocol", "websocket")),
        Arguments.of(
            Fault.PSEUDO_FIELD,
            new String[] {":method", "GET", ":scheme", "https", ":authority", "a.example"}),
        Arguments.of(
            Fault.PSEUDO_FIELD,
            new String[] {":method", "GET", ":path", "/", ":authority", "a.example"}),
        Arguments.of(
            Fault.PSEUDO_FIELD,
            new String[] {":scheme", "https", ":path", "/", ":authority", "a.example"}),
        Arguments.of(
            Fault.SCHEME,
            new String[] {
              ":method", "GET", ":scheme", "ftp", ":path", "/", ":authority", "a.example"
            }),
        Arguments.of(
            Fault.METHOD,
            new String[] {
              ":method", "GET /x", ":scheme", "https", ":path", "/", ":authority", "a.example"
            }),
        Arguments.of(
            Fault.TARGET,
            new String[] {
              ":method", "GET", ":scheme", "https", ":path", "/ HTTP/1.1", ":authority", "a.example"
            }),
        Arguments.of(
            Fault.TARGET_FORM,
            new String[] {
              ":method", "GET", ":scheme", "https", ":path", "https://b/", ":authority", "a.example"
            }),
        Arguments.of(
            Fault.METHOD_REFUSED, new String[] {":method", "CONNECT", ":authority", "a.example:1"}),
        Arguments.of(
            Fault.HOST_INVALID,
            new String[] {
              ":method", "GET", ":scheme", "https", ":path", "/", ":authority", "u@a.example"
            }),
        Arguments.of(
            Fault.HOST_MISSING, new String[] {":method", "GET", ":scheme", "https", ":path", "/"}),
        Arguments.of(Fault.HOST_CONFLICT, get("host", "b.example")),
        Arguments.of(Fault.HOST_CONFLICT, get("host", "a.example:444")),
        Arguments.of(Fault.HOST_REPEATED, get("host", "a.example", "host", "a.example")),
        Arguments.of(Fault.FIELD_NAME, get("X-Up", "y")),
        Arguments.of(Fault.FIELD_NAME, get("x:y", "z")),
        Arguments.of(Fault.FIELD_NAME, get("x y", "z")),
        Arguments.of(Fault.FIELD_NAME, get("", "z")),
        Arguments.of(Fault.FIELD_NAME, get("x\r\ny", "z")),
        Arguments.of(Fault.FIELD_VALUE, get("x", "a\r\nb: c")),
        Arguments.of(Fault.FIELD_VALUE, get("x", "a\0b")),
        Arguments.of(Fault.FIELD_VALUE, get("x", " a")),
        Arguments.of(Fault.FIELD_VALUE, get("x", "a\t")),
        Arguments.of(Fault.CONNECTION_FIELD, get("connection", "close")),
        Arguments.of(Fault.CONNECTION_FIELD, get("keep-alive", "1")),
        Arguments.of(Fault.CONNECTION_FIELD, get("proxy-connection", "close")),
        Arguments.of(Fault.CONNECTION_FIELD, get("transfer-encoding", "chunked")),
        Arguments.of(Fault.CONNECTION_FIELD, get("upgrade", "websocket")),
        Arguments.of(Fault.CONNECTION_FIELD, get("te", "trailers, gzip")),
        Arguments.of(Fault.LENGTH_INVALID, get("content-length", "1")),
        Arguments.of(Fault.LENGTH_INVALID, get("content-length", "0", "content-length", "0")),
        Arguments.of(Fault.LENGTH_INVALID, get("content-length", "+0")),
        Arguments.of(Fault.EXPECTATION, get("expect", "much")),
        Arguments.of(Fault.LOOP, get("via", "1.1 webgw-test")),
        Arguments.of(Fault.HEAD_TOO_LARGE, get("x", "y".repeat(5_000))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCouldBeReadInTwoWaysIsRefused(Fault fault, String[] head) {
    assertThatThrownBy(() -> check(true, head))
        .isInstanceOfSatisfying(
            MalformedMessageException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void fieldsAreCounted() {
    String[] many = new String[2 * 21];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "x" + i;
      many[i + 1] = "y";
    }
    assertThatThrownBy(() -> check(true, get(many)))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.fault()).isEqualTo(Fault.TOO_MANY_FIELDS));
  }

  @Test
  void trailersHaveNoPseudoFields() throws MalformedMessageException {
    assertThat(text(RequestFields.trailers(received("x-sum", "1"), BOUNDS)))
        .isEqualTo("x-sum: 1\n");
    assertThatThrownBy(() -> RequestFields.trailers(received(":path", "/"), BOUNDS))
        .isInstanceOf(MalformedMessageException.class);
  }
}
