package io.webgateway.console.desktop.fx;

import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Columns of tables over immutable rows. */
public final class Columns {
  private Columns() {}

  /** A table as all of ours are: dense, resized to its width. */
  public static <R> TableView<R> table(String name, Node placeholder) {
    TableView<R> table = new TableView<>();
    table.getStyleClass().add("list");
    table.setAccessibleText(name);
    table.setPlaceholder(placeholder);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    return table;
  }

  /** Text, cut with a tooltip when there is no room. */
  public static <R> TableColumn<R, String> text(
      String title, double widthPixels, Function<R, String> value) {
    TableColumn<R, String> column = new TableColumn<>(title);
    column.setPrefWidth(widthPixels);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
    column.setCellFactory(_ -> new TextCell<>());
    return column;
  }

  /** Text in digits of one width. */
  public static <R> TableColumn<R, String> mono(
      String title, double widthPixels, Function<R, String> value) {
    TableColumn<R, String> column = text(title, widthPixels, value);
    column.getStyleClass().add("mono");
    return column;
  }

  /** A number, to the right. */
  public static <R> TableColumn<R, String> number(
      String title, double widthPixels, Function<R, String> value) {
    TableColumn<R, String> column = mono(title, widthPixels, value);
    column.getStyleClass().add("number");
    return column;
  }

  /** What a node shows of a row; sorted by a key of the row. */
  public static <R, K extends Comparable<? super K>> TableColumn<R, R> node(
      String title, double widthPixels, Function<R, Node> node, Function<R, K> sortKey) {
    TableColumn<R, R> column = new TableColumn<>(title);
    column.setPrefWidth(widthPixels);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(_ -> new NodeCell<>(node));
    column.setComparator(Comparator.comparing(sortKey));
    return column;
  }

  private static final class TextCell<R> extends TableCell<R, String> {
    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty ? null : item);
      boolean isLong = !empty && item != null && item.length() > 16;
      setTooltip(isLong ? new Tooltip(item) : null);
    }
  }

  private static final class NodeCell<R> extends TableCell<R, R> {
    private final Function<R, Node> node;

    NodeCell(Function<R, Node> node) {
      this.node = node;
    }

    @Override
    protected void updateItem(@Nullable R item, boolean empty) {
      super.updateItem(item, empty);
      Node shown = empty || item == null ? null : node.apply(item);
      setGraphic(shown);
      setAccessibleText(shown instanceof Label label ? label.getText() : null);
    }
  }
}
