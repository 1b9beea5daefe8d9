package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One page of a list.
 *
 * @param items what is on it; may be fewer than asked for, and even none, while there is a next one
 * @param next the cursor of the next page: send it as {@code after}; empty on the last page
 */
record Page(List<?> items, Optional<String> next) {
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_.*/-]{0,512}");

  Page {
    items = List.copyOf(items);
  }

  /** The cursor that a call came with. */
  static String cursor(Call call) {
    String after = call.after();
    if (!CURSOR.matcher(after).matches()) {
      throw Faults.badQuery(
          "after", "It is no cursor of this list", "Send what the page before said as next");
    }
    return after;
  }
}
