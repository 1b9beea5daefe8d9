package io.webgateway.bench.change;

import io.webgateway.bench.change.side.Change;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for.
 *
 * @param counts how many changes of each kind
 * @param sides who is changed, by name
 * @param seed of all that is drawn
 * @param quick whether this only shows that everything runs
 */
record ChangeOptions(Map<Change, Integer> counts, List<String> sides, long seed, boolean quick) {
  static final String USAGE =
      """
      usage: webgw bench change [--quick] [--edits N] [--moves N] [--upgrades N] [--failed-upgrades N]
                 [--drains N] [--only ours,nginx,haproxy,caddy] [--seed N]
      """;

  static final List<String> ALL_SIDES = List.of("ours", "nginx", "haproxy", "caddy");

  static ChangeOptions full() {
    return new ChangeOptions(counts(100, 20, 10, 5, 5), ALL_SIDES, 1, false);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static ChangeOptions parse(List<String> words) {
    ChangeOptions options = full();
    if (words.contains("--quick")) {
      options = new ChangeOptions(counts(6, 2, 1, 1, 1), List.of("ours"), 1, true);
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.equals("--quick")) {
        if (++i == words.size()) {
          throw new IllegalArgumentException(word + " needs a value");
        }
        options = options.with(word, words.get(i));
      }
    }
    return options;
  }

  private ChangeOptions with(String option, String value) {
    return switch (option) {
      case "--edits" -> counting(Change.EDITS, option, value);
      case "--moves" -> counting(Change.MOVES, option, value);
      case "--upgrades" -> counting(Change.UPGRADES, option, value);
      case "--failed-upgrades" -> counting(Change.FAILED_UPGRADES, option, value);
      case "--drains" -> counting(Change.DRAINS, option, value);
      case "--seed" -> new ChangeOptions(counts, sides, number(option, value), quick);
      case "--only" -> new ChangeOptions(counts, names(value), seed, quick);
      default -> throw new IllegalArgumentException("there is no option '" + option + "'");
    };
  }

  private ChangeOptions counting(Change change, String option, String value) {
    Map<Change, Integer> more = new EnumMap<>(counts);
    more.put(change, number(option, value));
    return new ChangeOptions(more, sides, seed, quick);
  }

  private static int number(String option, String value) {
    if (!value.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          option + " takes a whole number from 0 to 9999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static List<String> names(String value) {
    List<String> names = List.of(value.split(",", -1));
    if (!ALL_SIDES.containsAll(names)) {
      throw new IllegalArgumentException(
          "--only knows " + String.join(", ", ALL_SIDES) + ", not '" + value + "'");
    }
    return names;
  }

  private static Map<Change, Integer> counts(
      int edits, int moves, int upgrades, int failedUpgrades, int drains) {
    return new EnumMap<>(
        Map.of(
            Change.EDITS, edits,
            Change.MOVES, moves,
            Change.UPGRADES, upgrades,
            Change.FAILED_UPGRADES, failedUpgrades,
            Change.DRAINS, drains));
  }
}
