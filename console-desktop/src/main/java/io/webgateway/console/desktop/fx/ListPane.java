package io.webgateway.console.desktop.fx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * A list that can be narrowed, with the chosen row's details beside it. New rows keep what is
 * chosen, sorted and typed.
 */
public final class ListPane<R> {
  private static final double SHARE_OF_LIST = 0.62;

  private final Shape<R> shape;
  private final ObservableList<R> rows = FXCollections.observableArrayList();
  private final FilteredList<R> narrowed = new FilteredList<>(rows);
  private final TableView<R> table;
  private final TextField search = new TextField();
  private final SplitPane split = new SplitPane();
  private final ScrollPane detail = new ScrollPane();
  private final VBox beside = new VBox(detail);
  private Node placeholder = new Region();

  /**
   * What a list is of.
   *
   * @param name what its rows are, for screen readers
   * @param key what a row is known by over time
   * @param words what is looked at when it is narrowed
   * @param detail the details of a row
   */
  public record Shape<R>(
      String name, Function<R, String> key, Function<R, String> words, Function<R, Node> detail) {}

  /** A list. */
  public ListPane(Shape<R> shape, List<TableColumn<R, ?>> columns) {
    this.shape = shape;
    this.table = Columns.table(shape.name(), placeholder);
    table.getColumns().setAll(columns);
    SortedList<R> sorted = new SortedList<>(narrowed);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> details(row));
    search.setPromptText("Find in " + shape.name().toLowerCase(Locale.ROOT));
    search.getStyleClass().add("search");
    search.setAccessibleText("Find in " + shape.name());
    search.textProperty().addListener((_, _, text) -> narrow(text));
    detail.setFitToWidth(true);
    detail.getStyleClass().add("detail-scroll");
    beside.getStyleClass().add("detail");
    VBox.setVgrow(detail, Priority.ALWAYS);
    split.getItems().setAll(List.of(table));
    split.getStyleClass().add("list-pane");
  }

  private void narrow(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    narrowed.setPredicate(
        row ->
            wanted.isEmpty() || shape.words().apply(row).toLowerCase(Locale.ROOT).contains(wanted));
    place();
  }

  /** Puts in other rows. */
  public void rows(List<R> next) {
    if (!rows.equals(next)) {
      Optional<String> chosen = selected().map(shape.key());
      rows.setAll(next);
      chosen.ifPresent(this::select);
    }
    place();
  }

  /** What stands there while there are no rows at all. */
  public void placeholder(Node node) {
    placeholder = node;
    place();
  }

  private void place() {
    boolean isNarrowed = !rows.isEmpty() && !search.getText().isBlank();
    table.setPlaceholder(
        isNarrowed
            ? StatePane.of(
                Material2MZ.SEARCH,
                "Nothing matches",
                "No row has “" + search.getText() + "” in it.")
            : placeholder);
  }

  /** The chosen row. */
  public Optional<R> selected() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  /** Chooses the row with a key, if it is there. */
  public void select(String key) {
    table.getItems().stream()
        .filter(row -> shape.key().apply(row).equals(key))
        .findFirst()
        .ifPresent(
            row -> {
              table.getSelectionModel().select(row);
              table.scrollTo(row);
            });
  }

  /** Makes the details again, because time went on. */
  public void refreshDetails() {
    selected().ifPresent(this::details);
  }

  private void details(@Nullable R row) {
    if (row == null) {
      split.getItems().setAll(List.of(table));
      return;
    }
    Node shown = shape.detail().apply(row);
    shown.getStyleClass().add("detail-body");
    Optional<String> focused = focusedInside();
    double at = detail.getVvalue();
    detail.setContent(shown);
    detail.setVvalue(at);
    focused.map(id -> detail.getContent().lookup("#" + id)).ifPresent(Node::requestFocus);
    if (!split.getItems().contains(beside)) {
      split.getItems().setAll(List.of(table, beside));
      split.setDividerPositions(SHARE_OF_LIST);
    }
  }

  // Whoever is on a button here with the keyboard stays on it when the details are made again.
  private Optional<String> focusedInside() {
    return Optional.ofNullable(detail.getScene())
        .map(Scene::getFocusOwner)
        .filter(owner -> isInside(owner))
        .map(Node::getId);
  }

  private boolean isInside(Node node) {
    for (@Nullable Node parent = node; parent != null; parent = parent.getParent()) {
      if (parent.equals(detail)) {
        return true;
      }
    }
    return false;
  }

  /** The field that narrows it. */
  public TextField search() {
    return search;
  }

  /** The table. */
  public TableView<R> table() {
    return table;
  }

  /** List and details. */
  public Region node() {
    return split;
  }
}
