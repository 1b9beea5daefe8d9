package io.webgateway.agent.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people write them: {@code 90d}, {@code 12h}, {@code 2w}. */
final class Term implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhdwy])");
  private static final int DAYS_OF_WEEK = 7;
  private static final int DAYS_OF_YEAR = 365;

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no length of time; write a number and s, m, h, d, w or y, as in 90d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "w" -> Duration.ofDays(count * DAYS_OF_WEEK);
      case "y" -> Duration.ofDays(count * DAYS_OF_YEAR);
      default -> Duration.ofDays(count);
    };
  }
}
