package io.webgateway.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What h2load (nghttp2 1.52) prints.
 *
 * @param succeeded requests answered with 2xx or 3xx
 * @param failed requests that were not, whatever the reason
 * @param errored of the failed, those whose connection or stream broke
 * @param badAnswers answers of 4xx and 5xx
 * @param seconds it ran
 * @param dataBytes of bodies that it received
 * @param tls version of TLS, empty in clear
 * @param protocol that client and server agreed to
 */
record H2LoadReport(
    long succeeded,
    long failed,
    long errored,
    long badAnswers,
    double seconds,
    long dataBytes,
    String tls,
    String protocol) {
  private static final Pattern FINISHED = Pattern.compile("finished in ([0-9.]+)(us|ms|s|m|h)\\b");
  private static final Pattern REQUESTS =
      Pattern.compile(
          "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed,"
              + " (\\d+) errored, \\d+ timeout");
  private static final Pattern CODES =
      Pattern.compile("status codes: \\d+ 2xx, \\d+ 3xx, (\\d+) 4xx, (\\d+) 5xx");
  private static final Pattern DATA = Pattern.compile("traffic: .*\\((\\d+)\\) data");
  private static final Pattern TLS = Pattern.compile("(?m)^TLS Protocol: (\\S+)");
  private static final Pattern PROTOCOL = Pattern.compile("(?m)^Application protocol: (\\S+)");

  static H2LoadReport parse(String output) {
    Matcher finished = find(FINISHED, output);
    Matcher requests = find(REQUESTS, output);
    Matcher codes = find(CODES, output);
    return new H2LoadReport(
        Long.parseLong(requests.group(1)),
        Long.parseLong(requests.group(2)),
        Long.parseLong(requests.group(3)),
        Long.parseLong(codes.group(1)) + Long.parseLong(codes.group(2)),
        WrkReport.micros(finished.group(1), finished.group(2)) / 1e6,
        Long.parseLong(find(DATA, output).group(1)),
        word(TLS, output),
        word(PROTOCOL, output));
  }

  private static String word(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static Matcher find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new BenchException("h2load said nothing like /" + pattern + "/:\n" + output);
    }
    return matcher;
  }
}
