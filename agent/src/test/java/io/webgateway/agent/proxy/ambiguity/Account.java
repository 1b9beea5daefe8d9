package io.webgateway.agent.proxy.ambiguity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a backend saw with what the gateway counted.
 *
 * @param forwarded markers of the exchanges that reached the backend by the gateway's word
 * @param completed those of them that came to a proper end
 */
record Account(Set<String> forwarded, Set<String> completed) {
  private static final Pattern MARKER = Pattern.compile("\\bc\\d+[mhf]\\b");

  Account {
    forwarded = Set.copyOf(forwarded);
    completed = Set.copyOf(completed);
  }

  /** The marker in a line, or the whole line where there is none. */
  static String marker(String line) {
    Matcher matcher = MARKER.matcher(line);
    return matcher.find() ? matcher.group() : line;
  }

  /** Everything that is wrong with what a backend saw; empty when all is as counted. */
  List<String> faultsOf(List<String> seen) {
    List<String> faults = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    for (String line : seen) {
      String marker = marker(line);
      int count = times.merge(marker, 1, Integer::sum);
      if (!forwarded.contains(marker)) {
        faults.add("never forwarded: " + line);
      } else if (count > 1) {
        faults.add("seen " + count + " times: " + line);
      }
    }
    completed.stream()
        .filter(marker -> !times.containsKey(marker))
        .forEach(marker -> faults.add("completed and not seen: " + marker));
    return faults;
  }
}
