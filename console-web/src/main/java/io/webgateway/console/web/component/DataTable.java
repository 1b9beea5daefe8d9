package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.webgateway.client.screen.Amounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A list as a plain HTML table: read by screen readers as one, and turned into cards on a phone by
 * the style sheet alone. Rows that did not change are left as they are. Shows {@value #PAGE} rows
 * at first, and more when asked.
 */
public final class DataTable<T> extends Div {
  /** So many rows are shown at first. */
  public static final int PAGE = 100;

  private final Function<T, Object> key;
  private final List<Column<T>> columns = new ArrayList<>();
  private final Part table = new Part("table");
  private final Part headings = new Part("tr");
  private final Part body = new Part("tbody");
  private final Button more = new Button();
  private final Map<Object, Row<T>> shown = new HashMap<>();
  private List<T> rows = List.of();
  private Object moment = "";
  private int limit = PAGE;

  private record Column<T>(String title, String className, Function<T, Component> cell) {}

  private record Row<T>(T item, Object moment, Part line) {}

  /** An element of a table. */
  private static final class Part extends HtmlContainer {
    Part(String tag) {
      super(tag);
    }
  }

  /**
   * A table without columns.
   *
   * @param label what the table lists, for screen readers
   * @param key tells rows apart
   */
  public DataTable(String label, Function<T, Object> key) {
    this.key = key;
    addClassName("data");
    table.getElement().setAttribute("aria-label", label);
    Part head = new Part("thead");
    head.add(headings);
    table.add(head, body);
    more.addClickListener(
        _ -> {
          limit += PAGE;
          draw();
        });
    add(table, more);
  }

  /**
   * One more column.
   *
   * @param className of the style sheet, such as {@code number}; may be empty
   */
  public DataTable<T> column(String title, String className, Function<T, Component> cell) {
    columns.add(new Column<>(title, className, cell));
    Part heading = new Part("th");
    heading.getElement().setAttribute("scope", "col");
    heading.setText(title);
    classed(heading, className);
    headings.add(heading);
    return this;
  }

  /**
   * Shows rows.
   *
   * @param moment when it is another than the last time, every row is drawn again: for rows that
   *     say how long something takes
   */
  public void setRows(List<T> rows, Object moment) {
    this.rows = List.copyOf(rows);
    this.moment = moment;
    draw();
  }

  /** How many rows there are, shown or not. */
  public int size() {
    return rows.size();
  }

  private void draw() {
    List<T> visible = rows.subList(0, Math.min(limit, rows.size()));
    Map<Object, Row<T>> now = new HashMap<>();
    List<Component> lines = new ArrayList<>();
    for (T item : visible) {
      Row<T> before = shown.get(key.apply(item));
      boolean same = before != null && before.item().equals(item) && before.moment().equals(moment);
      Row<T> row = same && before != null ? before : new Row<>(item, moment, line(item));
      now.put(key.apply(item), row);
      lines.add(row.line());
    }
    if (!lines.equals(body.getChildren().toList())) {
      body.removeAll();
      body.add(lines);
    }
    shown.clear();
    shown.putAll(now);
    int hidden = rows.size() - visible.size();
    more.setVisible(hidden > 0);
    more.setText("Show more (" + Amounts.count(hidden, "row", "rows") + " left)");
  }

  private Part line(T item) {
    Part line = new Part("tr");
    for (Column<T> column : columns) {
      Part cell = new Part("td");
      cell.getElement().setAttribute("data-label", column.title());
      classed(cell, column.className());
      cell.add(column.cell().apply(item));
      line.add(cell);
    }
    return line;
  }

  private static void classed(Part part, String className) {
    if (!className.isEmpty()) {
      part.addClassName(className);
    }
  }
}
