package io.webgateway.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk 4 printed with {@code --latency}.
 *
 * @param requests answered in the run
 * @param seconds the run took
 * @param p50Micros half of the answers came within
 * @param p99Micros all but one in a hundred came within
 * @param socketErrors connects, reads, writes and time-outs that failed
 * @param badAnswers with a status other than 2xx and 3xx
 */
record WrkReport(
    long requests,
    double seconds,
    double p50Micros,
    double p99Micros,
    long socketErrors,
    long badAnswers) {
  private static final Pattern TOTAL =
      Pattern.compile("(\\d+) requests in ([0-9.]+)(us|ms|s|m|h),");
  private static final Pattern ERRORS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  /** Reads wrk's output. */
  static WrkReport parse(String output) {
    Matcher total = TOTAL.matcher(output);
    if (!total.find()) {
      throw new BenchException("wrk gave no total:\n" + output);
    }
    long socketErrors = 0;
    Matcher errors = ERRORS.matcher(output);
    if (errors.find()) {
      for (int group = 1; group <= 4; group++) {
        socketErrors += Long.parseLong(errors.group(group));
      }
    }
    Matcher bad = BAD.matcher(output);
    return new WrkReport(
        Long.parseLong(total.group(1)),
        micros(total.group(2), total.group(3)) / 1e6,
        percentile(output, 50),
        percentile(output, 99),
        socketErrors,
        bad.find() ? Long.parseLong(bad.group(1)) : 0);
  }

  private static double percentile(String output, int percent) {
    Matcher line =
        Pattern.compile("(?m)^\\s+" + percent + "%\\s+([0-9.]+)(us|ms|s|m|h)$").matcher(output);
    if (!line.find()) {
      throw new BenchException("wrk gave no " + percent + "% latency:\n" + output);
    }
    return micros(line.group(1), line.group(2));
  }

  static double micros(String number, String unit) {
    double factor =
        switch (unit) {
          case "us" -> 1;
          case "ms" -> 1e3;
          case "s" -> 1e6;
          case "m" -> 60e6;
          default -> 3600e6;
        };
    return Double.parseDouble(number) * factor;
  }
}
