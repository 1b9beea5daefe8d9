package io.webgateway.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of imports in {@code docs/architecture.md}. Package names in it are relative to the
 * root of the house; {@code agent.*} means every package below.
 */
record ImportTable(Map<String, Row> rows) {
  private static final String MARK = "<!-- imports:";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * What one package may use.
   *
   * @param house packages of the house
   * @param libraries starts of library packages
   */
  record Row(List<String> house, List<String> libraries) {}

  static ImportTable parse(String page) {
    int start = page.indexOf(MARK);
    if (start < 0) {
      throw new IllegalArgumentException("no line starts with " + MARK);
    }
    var rows = new LinkedHashMap<String, Row>();
    page.substring(start)
        .lines()
        .skip(1)
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rows.put(codes(cells[1]).getFirst(), row(cells)));
    return new ImportTable(rows);
  }

  private static Row row(String[] cells) {
    return new Row(codes(cells[2]), codes(cells[3]));
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
  }

  /** The row that speaks for a package: the longest name that it is, or is below. */
  Optional<String> roomOf(String packageName) {
    return rows.keySet().stream()
        .filter(room -> isIn(packageName, room))
        .max((one, other) -> Integer.compare(one.length(), other.length()));
  }

  boolean allowsHouse(String fromRoom, String toPackage) {
    var toRoom = roomOf(toPackage);
    return toRoom.isPresent()
        && (toRoom.get().equals(fromRoom)
            || row(fromRoom).house().stream().anyMatch(allowed -> covers(allowed, toRoom.get())));
  }

  boolean allowsLibrary(String fromRoom, String packageName) {
    return row(fromRoom).libraries().stream().anyMatch(library -> isIn(packageName, library));
  }

  private Row row(String room) {
    var row = rows.get(room);
    if (row == null) {
      throw new IllegalArgumentException("no row for " + room + ", only " + rows.keySet());
    }
    return row;
  }

  private static boolean covers(String allowed, String room) {
    return allowed.endsWith(".*")
        ? room.startsWith(allowed.substring(0, allowed.length() - 1))
        : room.equals(allowed);
  }

  private static boolean isIn(String packageName, String parent) {
    var inner = packageName.split("\\.", -1);
    var outer = parent.split("\\.", -1);
    return inner.length >= outer.length
        && Arrays.equals(inner, 0, outer.length, outer, 0, outer.length);
  }
}
