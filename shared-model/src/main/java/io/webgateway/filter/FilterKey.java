package io.webgateway.filter;

import io.webgateway.filter.Completion.Suggestion;
import io.webgateway.filter.Token.Item;
import io.webgateway.model.name.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of the language. */
enum FilterKey {
  HOST("host", "a host, or *.example.org", "host:blog.gw.example"),
  METHOD("method", "request methods", "method:POST"),
  STATUS("status", "answers: 404, 5xx, >=400, 200-299", "status:5xx"),
  PATH("path", "the beginning of the path, or a pattern with *", "path:/api"),
  WORKLOAD("workload", "a name, or NAME/ID", "workload:blog/web"),
  CLIENT("client", "the visitor's address or network", "client:192.0.2.0/24"),
  PROTOCOL("protocol", "what was spoken", "protocol:websocket"),
  REASON("reason", "why it ended", "reason:client-aborted"),
  DURATION("duration", "how long it took", "duration:>500ms"),
  BYTES("bytes", "bytes both ways", "bytes:>1MB");

  private static final String ERROR = "error";

  private final String word;
  private final String about;
  private final String example;

  FilterKey(String word, String about, String example) {
    this.word = word;
    this.about = about;
    this.example = example;
  }

  String word() {
    return word;
  }

  String about() {
    return about;
  }

  /** Values that are known beforehand. */
  List<Suggestion> suggestions() {
    return Values.known(this);
  }

  static Optional<FilterKey> of(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(key -> key.word.equals(lower)).findFirst();
  }

  /** How a key is used, for people; of a key that is none, of another. */
  static String example(String written) {
    return of(written).orElse(HOST).example;
  }

  /** What a word with a key asks. */
  static Expression term(Token.Keyed keyed) {
    FilterKey key = of(keyed.key()).orElseThrow(() -> unknown(keyed));
    List<Expression> tests =
        keyed.items().stream()
            .<Expression>map(item -> new Expression.Term(Values.read(key, item)))
            .toList();
    return tests.size() == 1 ? tests.getFirst() : new Expression.Any(tests);
  }

  /** What a word without a key asks. */
  static Expression bare(Item item) {
    if (!item.quoted() && item.text().equalsIgnoreCase(ERROR)) {
      return new Expression.Term(Facts::isError);
    }
    String part = item.text().toLowerCase(Locale.ROOT);
    return new Expression.Term(
        event ->
            Facts.host(event).toLowerCase(Locale.ROOT).contains(part)
                || Facts.path(event).toLowerCase(Locale.ROOT).contains(part));
  }

  private static FilterFault unknown(Token.Keyed keyed) {
    List<String> words = Arrays.stream(values()).map(FilterKey::word).toList();
    String cure =
        NearestWord.to(keyed.key(), words)
            .map(word -> "Did you mean " + word + ":? The keys are ")
            .orElse("To look for the text, put it in quotation marks; the keys are ");
    return new FilterFault(
        keyed.position(),
        keyed.key().length(),
        "There is no key \"" + keyed.key() + "\"",
        cure + words.stream().collect(Collectors.joining(", ")));
  }
}
