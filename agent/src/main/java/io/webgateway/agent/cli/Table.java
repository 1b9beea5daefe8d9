package io.webgateway.agent.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, without lines, so that they can be cut with other tools. */
final class Table {
  private static final String GAP = "   ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> titles) {
    this.titles = List.copyOf(titles);
  }

  /** Adds a row; empty cells are shown as a dash. */
  void add(List<String> cells) {
    if (cells.size() != titles.size()) {
      throw new IllegalArgumentException("A row has as many cells as there are titles");
    }
    rows.add(cells.stream().map(Table::cell).toList());
  }

  // What others wrote must not steer the terminal.
  private static String cell(String text) {
    return text.isEmpty() ? "-" : Printable.of(text);
  }

  void print(PrintWriter out) {
    int[] widths = new int[titles.size()];
    widen(widths, titles);
    rows.forEach(row -> widen(widths, row));
    out.println(line(titles, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static void widen(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).codePointCount(0, cells.get(i).length()));
    }
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell);
      if (i < widths.length - 1) {
        int pad = widths[i] - cell.codePointCount(0, cell.length());
        line.repeat(" ", pad).append(GAP);
      }
    }
    return line.toString();
  }
}
