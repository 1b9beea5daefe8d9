package io.webgateway.filter;

import io.webgateway.filter.Completion.Suggestion;
import io.webgateway.filter.Expression.Test;
import io.webgateway.filter.Token.Item;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.IpText;
import io.webgateway.model.name.NearestWord;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.Protocol;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the value behind each key. */
final class Values {
  private static final Pattern METHOD = Pattern.compile("[A-Za-z][A-Za-z-]{0,31}");
  private static final Pattern STATUS_CLASS = Pattern.compile("[1-5][xX][xX]");
  private static final List<String> PROTOCOLS =
      List.of("http", "http/1.0", "http/1.1", "http/2", "websocket", "tls", "udp");
  private static final String STATUS_CURE = "Write status:404, status:5xx, status:>=400 or 200-299";

  private Values() {}

  /** What a value behind a key asks. */
  static Test read(FilterKey key, Item item) {
    return switch (key) {
      case HOST -> host(item);
      case METHOD -> method(item);
      case STATUS -> status(item);
      case PATH -> path(item);
      case WORKLOAD -> workload(item);
      case CLIENT -> client(item);
      case PROTOCOL -> protocol(item);
      case REASON -> reason(item);
      case DURATION -> duration(item);
      case BYTES -> bytes(item);
    };
  }

  private static Test host(Item item) {
    String lower = item.text().toLowerCase(Locale.ROOT);
    String wanted = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (isPattern(item)) {
      Glob glob = new Glob(wanted);
      return event -> glob.matches(Facts.host(event).toLowerCase(Locale.ROOT));
    }
    return event -> Facts.host(event).toLowerCase(Locale.ROOT).equals(wanted);
  }

  private static Test method(Item item) {
    if (!METHOD.matcher(item.text()).matches()) {
      throw item.fault(
          "\"" + item.text() + "\" is no request method", "Write method:GET or method:POST,PUT");
    }
    String wanted = item.text().toUpperCase(Locale.ROOT);
    return event -> Facts.method(event).equals(wanted);
  }

  private static Test status(Item item) {
    NumberRange range =
        STATUS_CLASS.matcher(item.text()).matches()
            ? classOf(item.text().charAt(0) - '0')
            : NumberRange.parse(item, Values::statusNumber, STATUS_CURE);
    return event -> Facts.status(event) >= 0 && range.contains(Facts.status(event));
  }

  private static NumberRange classOf(int hundreds) {
    return new NumberRange(hundreds * 100L, hundreds * 100L + 99);
  }

  // 0 is what an exchange without any answer has.
  private static OptionalLong statusNumber(String text) {
    return text.matches("0|[1-9][0-9]{2}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static Test path(Item item) {
    String wanted = item.text();
    if (isPattern(item)) {
      Glob glob = new Glob(wanted);
      return event -> glob.matches(Facts.path(event));
    }
    if (!wanted.startsWith("/")) {
      throw item.fault(
          "The path \"" + wanted + "\" does not begin with /",
          "Write path:/" + wanted + ", or path:*" + wanted + "* for anywhere in it");
    }
    return event -> Facts.path(event).startsWith(wanted);
  }

  private static Test workload(Item item) {
    String wanted = item.text().toLowerCase(Locale.ROOT);
    String pattern = wanted.contains("/") ? wanted : wanted + "/*";
    if (item.quoted()) {
      return event -> event.workload().equals(wanted) || event.workload().startsWith(wanted + "/");
    }
    Glob glob = new Glob(pattern);
    return event -> glob.matches(event.workload());
  }

  private static Test client(Item item) {
    if (item.text().contains("/")) {
      IpPrefix prefix = orThrow(item, IpPrefix.parse(item.text()));
      return event -> address(event).filter(prefix::contains).isPresent();
    }
    InetAddress wanted = orThrow(item, IpText.parse(item.text()));
    return event -> address(event).filter(wanted::equals).isPresent();
  }

  private static Optional<InetAddress> address(TrafficEvent event) {
    return IpText.parse(event.clientAddress()).toOptional();
  }

  private static <T> T orThrow(Item item, Parsed<T> parsed) {
    String problem = parsed.toProblem().orElse("");
    int cut = problem.lastIndexOf("; ");
    if (problem.isEmpty()) {
      return parsed.orThrow();
    }
    throw item.fault(
        cut < 0 ? problem : problem.substring(0, cut),
        "Write client:192.0.2.1, client:192.0.2.0/24 or client:2001:db8::/32");
  }

  private static Test protocol(Item item) {
    String wanted = item.text().toLowerCase(Locale.ROOT);
    return switch (wanted) {
      case "http" ->
          event ->
              event instanceof HttpExchange exchange && exchange.protocol() != Protocol.WEBSOCKET;
      case "http/1.0" -> event -> speaks(event, Protocol.HTTP_1_0);
      case "http/1.1" -> event -> speaks(event, Protocol.HTTP_1_1);
      case "http/2" -> event -> speaks(event, Protocol.HTTP_2);
      case "websocket" -> event -> speaks(event, Protocol.WEBSOCKET);
      case "tls" -> event -> event instanceof StreamConnection || event instanceof TlsRejection;
      case "udp" -> event -> event instanceof UdpFlow;
      default ->
          throw item.fault(
              "There is no protocol \"" + item.text() + "\"", nearest(wanted, PROTOCOLS));
    };
  }

  private static boolean speaks(TrafficEvent event, Protocol protocol) {
    return event instanceof HttpExchange exchange && exchange.protocol() == protocol;
  }

  private static Test reason(Item item) {
    Glob glob = new Glob(item.text().toLowerCase(Locale.ROOT).replace('_', '-'));
    Set<CompletionReason> fitting = EnumSet.noneOf(CompletionReason.class);
    for (CompletionReason reason : CompletionReason.values()) {
      if (glob.matches(wordOf(reason))) {
        fitting.add(reason);
      }
    }
    if (fitting.isEmpty()) {
      List<String> words = Arrays.stream(CompletionReason.values()).map(Values::wordOf).toList();
      throw item.fault(
          "There is no reason \"" + item.text() + "\"", nearest(glob.pattern(), words));
    }
    return event -> fitting.contains(event.reason());
  }

  private static Test duration(Item item) {
    String cure = "Write duration:>500ms, duration:<2s or duration:1s-5s";
    requireComparison(item, cure);
    NumberRange range = NumberRange.parse(item, Quantity::nanos, cure);
    return event -> range.contains(event.durationNanos());
  }

  private static Test bytes(Item item) {
    String cure = "Write bytes:>1MB, bytes:<4KiB or bytes:1MB-10MB";
    requireComparison(item, cure);
    NumberRange range = NumberRange.parse(item, Quantity::bytes, cure);
    return event -> range.contains(Facts.bytes(event));
  }

  // Nobody means exactly so many nanoseconds.
  private static void requireComparison(Item item, String cure) {
    if (!item.text().matches("[<>=].*|[^-]+-.+")) {
      throw item.fault("\"" + item.text() + "\" says neither more nor less nor from-to", cure);
    }
  }

  private static String nearest(String written, List<String> words) {
    return NearestWord.to(written, words).map(word -> "Did you mean " + word + "? ").orElse("")
        + "Known are "
        + String.join(", ", words);
  }

  private static boolean isPattern(Item item) {
    return !item.quoted() && item.text().indexOf('*') >= 0;
  }

  private static String wordOf(CompletionReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Values that are known beforehand, for suggestions. */
  static List<Suggestion> known(FilterKey key) {
    return switch (key) {
      case HOST, WORKLOAD, CLIENT, PATH -> List.of();
      case METHOD -> plain("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
      case STATUS ->
          List.of(
              new Suggestion("2xx", "good answers"),
              new Suggestion("3xx", "redirects"),
              new Suggestion("4xx", "refused"),
              new Suggestion("5xx", "failed"),
              new Suggestion(">=400", "refused or failed"),
              new Suggestion("0", "no answer"));
      case PROTOCOL ->
          List.of(
              new Suggestion("http", "HTTP exchanges"),
              new Suggestion("http/1.0", "HTTP/1.0 exchanges"),
              new Suggestion("http/1.1", "HTTP/1.1 exchanges"),
              new Suggestion("http/2", "HTTP/2 exchanges"),
              new Suggestion("websocket", "WebSocket connections"),
              new Suggestion("tls", "TLS passed through, or refused"),
              new Suggestion("udp", "flows of datagrams"));
      case REASON ->
          Arrays.stream(CompletionReason.values()).map(r -> new Suggestion(wordOf(r), "")).toList();
      case DURATION -> plain(">100ms", ">500ms", ">2s", "<10ms");
      case BYTES -> plain(">10KB", ">1MB", ">100MB");
    };
  }

  private static List<Suggestion> plain(String... words) {
    return Arrays.stream(words).map(word -> new Suggestion(word, "")).toList();
  }
}
