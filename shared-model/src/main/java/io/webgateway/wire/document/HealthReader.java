package io.webgateway.wire.document;

import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.HealthPolicy.Ejection;
import io.webgateway.model.workload.policy.HealthPolicy.Schedule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how the backends of a workload are known to be well. */
final class HealthReader {
  private static final int MAX_PERCENT = 100;
  private static final long MIN_BASE_MILLIS = 100;

  // What can stand in a request line (RFC 9112 section 3.2.1), without a fragment.
  private static final Pattern PATH = Pattern.compile("/[!-\"$-~]{0,1023}");
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
  private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._/-]{1,255}");
  private static final int MAX_HOST = 255;

  private final DocumentGroup group;
  private final WorkloadKind kind;

  HealthReader(DocumentFields fields, WorkloadKind kind) {
    this.kind = kind;
    this.group =
        fields.group(
            "/health",
            fields.child("health"),
            PolicyFields.HEALTH,
            "Write {check: http, path: /healthz}");
  }

  HealthPolicy read() {
    Schedule usual = Schedule.DEFAULT;
    Words.Check check = group.word("check", Words.CHECKS, usualCheck(), "bad-check");
    reportUnused(check);
    long intervalMillis =
        group.whole(
            "intervalMillis",
            usual.intervalMillis(),
            Schedule.MIN_INTERVAL_MILLIS,
            Schedule.MAX_INTERVAL_MILLIS);
    int port = group.count("port", usual.port(), 0, 65_535);
    reportPort(check, port);
    Schedule schedule =
        new Schedule(
            intervalMillis,
            group.whole(
                "timeoutMillis",
                Math.min(usual.timeoutMillis(), intervalMillis),
                1,
                intervalMillis),
            group.count("rise", usual.rise(), 1, Schedule.MAX_COUNT),
            group.count("fall", usual.fall(), 1, Schedule.MAX_COUNT),
            port);
    return new HealthPolicy(active(check), schedule, ejection());
  }

  private Words.Check usualCheck() {
    return kind == WorkloadKind.UDP_FORWARD ? Words.Check.OFF : Words.Check.TCP;
  }

  private ActiveCheck active(Words.Check check) {
    return switch (check) {
      case OFF -> new ActiveCheck.Off();
      case TCP -> new ActiveCheck.Tcp();
      case TLS -> new ActiveCheck.Tls();
      case HTTP -> http();
      case GRPC ->
          new ActiveCheck.Grpc(
              text("service", "", SERVICE, "a service, such as shop.v1.Orders, or leave it out"));
    };
  }

  private ActiveCheck http() {
    ActiveCheck.Http usual = ActiveCheck.Http.DEFAULT;
    String path = text("path", usual.path(), PATH, "a path such as /healthz, without blanks");
    String host = text("host", usual.host(), HOST, "a host, such as shop.internal");
    if (host.length() > MAX_HOST) {
      group.report("host", "bad-form", "This is too long", "Write at most 255 characters");
    }
    // A single status is a number without quotation marks.
    String status = group.has("status") ? group.node().path("status").asString("") : status(usual);
    Matcher range = STATUS.matcher(status);
    if (!range.matches()) {
      badStatus("This is no status and no range of them");
      return usual;
    }
    int least = Integer.parseInt(range.group(1));
    int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
    if (least > most) {
      badStatus(least + " is more than " + most);
    }
    return new ActiveCheck.Http(path, host, least, most);
  }

  /** The status that counts as well, as people write it. */
  static String status(ActiveCheck.Http check) {
    return check.minStatus() == check.maxStatus()
        ? Integer.toString(check.minStatus())
        : check.minStatus() + "-" + check.maxStatus();
  }

  private void badStatus(String fault) {
    group.report("status", "bad-status", fault, "Write one such as 200, or 200-399");
  }

  private String text(String name, String usual, Pattern form, String example) {
    String text = group.text(name).filter(found -> !found.isEmpty()).orElse(usual);
    if (!text.isEmpty() && !form.matcher(text).matches()) {
      group.report(name, "bad-form", "This is no " + name, "Write " + example);
    }
    return text;
  }

  private void reportUnused(Words.Check check) {
    for (String name : List.of("path", "host", "status")) {
      reportUnused(name, check, Words.Check.HTTP);
    }
    reportUnused("service", check, Words.Check.GRPC);
  }

  private void reportUnused(String name, Words.Check check, Words.Check wanted) {
    if (group.has(name) && check != wanted) {
      String word = Words.CHECKS.word(wanted);
      group.report(
          name,
          "unused",
          "Only check: " + word + " looks at it",
          "Write check: " + word + ", or leave " + name + " out");
    }
  }

  private void reportPort(Words.Check check, int port) {
    String word = Words.CHECKS.word(check);
    boolean asksClear = check == Words.Check.HTTP || check == Words.Check.GRPC;
    if (check == Words.Check.OFF) {
      if (port != 0) {
        group.report(
            "port",
            "unused",
            "There is a port to ask at, but nothing is asked",
            "Write check: tcp, or leave port out");
      }
    } else if (port == 0 && kind == WorkloadKind.UDP_FORWARD) {
      group.report(
          "port",
          "missing",
          "A " + word + " check cannot be made where datagrams go",
          "Write the port of the backends where it can, or check: off");
    } else if (port == 0 && kind == WorkloadKind.TLS_PASSTHROUGH && asksClear) {
      group.report(
          "port",
          "missing",
          "A " + word + " check is made in clear, and visitors' TLS goes to the backends' own port",
          "Write the port of the backends that answers in clear, or check: tls");
    }
  }

  private Ejection ejection() {
    Ejection usual = Ejection.DEFAULT;
    DocumentGroup ejection = group.inner("ejection", PolicyFields.EJECTION, "Write {failures: 3}");
    return new Ejection(
        ejection.count("failures", usual.failures(), 0, Schedule.MAX_COUNT),
        ejection.whole(
            "baseMillis", usual.baseMillis(), MIN_BASE_MILLIS, Schedule.MAX_INTERVAL_MILLIS),
        ejection.count("maxPercent", usual.maxPercent(), 0, MAX_PERCENT));
  }
}
