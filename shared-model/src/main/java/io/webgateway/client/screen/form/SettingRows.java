package io.webgateway.client.screen.form;

import static io.webgateway.client.screen.form.Setting.choice;
import static io.webgateway.client.screen.form.Setting.flag;
import static io.webgateway.client.screen.form.Setting.number;
import static io.webgateway.client.screen.form.Setting.text;

import io.webgateway.wire.document.Words;
import java.util.List;

/** The fields of the traffic policy, in the words of people who fill them in. */
final class SettingRows {
  private static final List<List<Setting>> FLOWS =
      List.of(
          List.of(
              number(FormField.FLOWS, "Flows at once", "", "Of all visitors, on one node"),
              number(
                  FormField.CLIENT_FLOWS,
                  "Flows of one visitor",
                  "",
                  "Of one address (IPv6: its /64)"),
              number(FormField.FLOW_LIFETIME, "Longest life of a flow", "ms", "0 for any")),
          List.of(
              number(
                  FormField.AMPLIFICATION,
                  "Answers, at most",
                  "× what came",
                  "Until a visitor sends again after one, then any; usually 3, for DNS 10 or more,"
                      + " 0 for any from the start"),
              flag(FormField.ONE_WAY, "Visitors only send", "Nothing is sent back to them")));

  private static final List<List<Setting>> BALANCING =
      List.of(
          List.of(
              choice(
                  FormField.METHOD,
                  "The next backend",
                  _ -> Words.METHODS.all(),
                  SettingWords::method,
                  "Among those that are well, by their weights"),
              choice(
                      FormField.HASH,
                      "By",
                      SettingWords::hashes,
                      SettingWords::hash,
                      "The same always meets the same backend")
                  .when(FormField.METHOD, "consistentHash"),
              text(
                      FormField.HASH_HEADER,
                      "Header field",
                      "Without it, the visitor's address counts")
                  .when(FormField.METHOD, "consistentHash")
                  .when(FormField.HASH, SettingWords.HEADER)),
          List.of(
              choice(
                  FormField.STICKY,
                  "A visitor stays at its backend",
                  SettingWords::stickinesses,
                  SettingWords::sticky,
                  "While that backend is well"),
              text(FormField.COOKIE, "Cookie", "Set by the gateway; backends do not see it")
                  .when(FormField.STICKY, SettingWords.COOKIE),
              number(FormField.COOKIE_SECONDS, "Browsers keep it", "s", "0 until they are closed")
                  .when(FormField.STICKY, SettingWords.COOKIE)),
          List.of(
              number(
                  FormField.SLOW_START,
                  "Slow start",
                  "ms",
                  "A backend that came back gets its share little by little; 0 at once"),
              number(
                  FormField.PANIC,
                  "Panic threshold",
                  "%",
                  "With fewer backends well, all get traffic; 0 only when none is well")));

  private static final List<List<Setting>> HEALTH =
      List.of(
          List.of(
              choice(
                  FormField.CHECK,
                  "Each backend is asked",
                  _ -> Words.CHECKS.all(),
                  SettingWords::check,
                  "From every node, again and again"),
              number(FormField.CHECK_PORT, "At port", "", "Empty for the port of its address")
                  .when(FormField.CHECK, "tcp", "tls", "http", "grpc"),
              text(FormField.CHECK_SERVICE, "gRPC service", "Empty for the whole server")
                  .when(FormField.CHECK, "grpc")),
          List.of(
              text(FormField.CHECK_PATH, "Path", "Asked by GET").when(FormField.CHECK, "http"),
              text(FormField.CHECK_HOST, "Host", "Empty for the backend's address")
                  .when(FormField.CHECK, "http"),
              text(FormField.CHECK_STATUS, "Status that is well", "Such as 200, or 200-399")
                  .when(FormField.CHECK, "http")),
          List.of(
              asked(number(FormField.CHECK_INTERVAL, "Every", "ms", "Usually 5000")),
              asked(number(FormField.CHECK_TIMEOUT, "An answer within", "ms", "Usually 2000")),
              asked(number(FormField.RISE, "Well after", "", "Good answers in a row; usually 2")),
              asked(
                  number(FormField.FALL, "Not well after", "", "Bad answers in a row; usually 3"))),
          List.of(
              number(
                  FormField.EJECT_FAILURES,
                  "Left out after",
                  "failures",
                  "Of visitors' own traffic, in a row; usually 3, 0 for never"),
              number(
                  FormField.EJECT_MILLIS,
                  "First for",
                  "ms",
                  "Usually 5000, twice as long each time"),
              number(FormField.EJECT_PERCENT, "At most", "% of them", "At once; usually 100")));

  private static final List<List<Setting>> PROTECTION =
      List.of(
          List.of(
              number(
                  FormField.RETRIES,
                  "Further tries",
                  "",
                  "Of what is safe to repeat; usually 2, 0 none"),
              number(
                  FormField.RETRY_BUDGET,
                  "Of all requests",
                  "%",
                  "May be further tries; usually 20")),
          List.of(
              number(FormField.BACKEND_CONNECTIONS, "Connections", "", "To one backend; 0 for any"),
              number(
                  FormField.BACKEND_REQUESTS,
                  "Under way",
                  "",
                  "At one backend, at once; 0 for any"),
              number(
                  FormField.BACKEND_PENDING,
                  "May wait",
                  "",
                  "For a backend to have room; the rest get 503")),
          List.of(
              choice(
                  FormField.PROXY_PROTOCOL,
                  "Backends are told who came",
                  _ -> Words.PROXY_PROTOCOLS.all(),
                  SettingWords::proxyProtocol,
                  "They must expect it, or take it for rubbish")));

  private static final List<List<Setting>> LOSS =
      List.of(
          List.of(
              choice(
                  FormField.LOSS,
                  "Visitors then",
                  _ -> Words.LOSSES.all(),
                  SettingWords::loss,
                  "Those that no backend has begun to serve go on with the next one"),
              waits(number(FormField.HOLD, "Wait, at most", "ms", "Usually 30000")),
              waits(
                  number(
                      FormField.MAX_HELD,
                      "Waiting at once",
                      "",
                      "On one node; the rest are told at once"))),
          List.of(
              waits(
                  flag(
                      FormField.RESUME,
                      "Join what is under way to the next backend",
                      "What the lost one had received is not sent again. Suits commands that may be"
                          + " repeated, MQTT, collectors of logs; not transactions of databases,"
                          + " nor TLS inside")),
              waits(
                      number(
                          FormField.REPLAY,
                          "First bytes sent again",
                          "bytes",
                          "Such as a login, or MQTT's CONNECT; 0 for none"))
                  .when(FormField.RESUME, "true")));

  private static final List<List<Setting>> PAUSE =
      List.of(
          List.of(
              choice(
                  FormField.PAUSE,
                  "The workload is",
                  _ -> Words.PAUSES.all(),
                  SettingWords::pause,
                  "Visitors that are there stay"),
              text(FormField.PAUSE_MESSAGE, "Message", "Visitors of HTTP read it; may be empty")
                  .when(FormField.PAUSE, "on"),
              number(FormField.RETRY_AFTER, "Come again in", "s", "0 to say nothing")
                  .when(FormField.PAUSE, "on")));

  private static final List<List<Setting>> LIMITS =
      List.of(
          List.of(
              count(FormField.CONNECTIONS, "Connections, all visitors", ""),
              count(FormField.NEW_CONNECTIONS, "New connections, all", "/s"),
              count(FormField.REQUESTS, "Requests, all", "/s")),
          List.of(
              count(FormField.CLIENT_CONNECTIONS, "Connections, one visitor", ""),
              count(FormField.CLIENT_NEW_CONNECTIONS, "New connections, one", "/s"),
              count(FormField.CLIENT_REQUESTS, "Requests, one", "/s")),
          List.of(
              bits(FormField.BITS_IN, "From all visitors"),
              bits(FormField.BITS_OUT, "To all visitors"),
              bits(FormField.CLIENT_BITS_IN, "From one"),
              bits(FormField.CLIENT_BITS_OUT, "To one")),
          List.of(
              number(
                  FormField.MAX_HEADER,
                  "Largest head of a request",
                  "bytes",
                  "0 for the node's own"),
              number(FormField.MAX_BODY, "Largest body", "MB", "0 for any")
                  .in("MB", 6, "9007199254")));

  private SettingRows() {}

  private static Setting asked(Setting setting) {
    return setting.when(FormField.CHECK, "tcp", "tls", "http", "grpc");
  }

  private static Setting waits(Setting setting) {
    return setting.when(FormField.LOSS, "wait");
  }

  private static Setting count(FormField field, String label, String unit) {
    return number(field, label, unit, "0 for any");
  }

  private static Setting bits(FormField field, String label) {
    return number(field, label, "Mbit/s", "0 for any").in("Mbit/s", 6, "1000000");
  }

  static List<List<Setting>> of(SettingGroup group) {
    return switch (group) {
      case FLOWS -> FLOWS;
      case BALANCING -> BALANCING;
      case HEALTH -> HEALTH;
      case PROTECTION -> PROTECTION;
      case LOSS -> LOSS;
      case PAUSE -> PAUSE;
      case LIMITS -> LIMITS;
    };
  }
}
