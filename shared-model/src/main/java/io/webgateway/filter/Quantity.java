package io.webgateway.filter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, such as {@code 1.5s} or {@code 4KiB}. */
final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([a-z]+)");
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE / 2);
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30);

  private Quantity() {}

  /** Nanoseconds of {@code 500ms}. */
  static OptionalLong nanos(String text) {
    return read(text, NANOS);
  }

  /** Bytes of {@code 1MB}; a number without unit is bytes. */
  static OptionalLong bytes(String text) {
    return read(text.matches("[0-9]+") ? text + "b" : text, BYTES);
  }

  private static OptionalLong read(String text, Map<String, Long> units) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long unit = units.getOrDefault(matcher.group(2), 0L);
    BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    boolean fits = unit > 0 && value.compareTo(LARGEST) <= 0;
    return fits ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }
}
