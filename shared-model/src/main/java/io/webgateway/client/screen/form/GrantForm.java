package io.webgateway.client.screen.form;

import io.webgateway.client.GrantTerms;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GrantBody;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A grant while a provider types it: every field is the text that was typed. Immutable. Its rows
 * are {@link GrantRows}.
 *
 * @param before the grant that is changed; empty for a new one
 * @param typed what is typed in each field; a field that is not named is empty
 */
public record GrantForm(Optional<GrantRow> before, Map<FormField, String> typed) {
  private static final String USUAL_NAMES = "5";
  private static final String USUAL_DAYS = "365";

  /** Copies the map. */
  public GrantForm {
    typed = Map.copyOf(typed);
  }

  /** What became of reading a form. */
  public sealed interface Outcome {}

  /** The form is good as far as can be seen here; the ledger has the last word. */
  public record Ready(GrantTerms terms) implements Outcome {}

  /** The form is not good. */
  public record Faulty(List<FieldFault> faults) implements Outcome {
    /** Copies the list. */
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** A new grant with the usual: five names for a year, no ports, no limits. */
  public static GrantForm empty() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    GrantRows.amounts().forEach(setting -> typed.put(setting.field(), "0"));
    typed.put(FormField.GRANT_NAMES, USUAL_NAMES);
    typed.put(FormField.GRANT_DAYS, USUAL_DAYS);
    return new GrantForm(Optional.empty(), typed);
  }

  /** A grant as it is, to be changed; its end stays unless days are typed. */
  public static GrantForm of(GrantRow row) {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    typed.put(FormField.GRANT_IDENTITY, row.identity());
    typed.put(FormField.POOLS, String.join(" ", row.pools()));
    typed.put(FormField.GRANT_VIEW, Boolean.toString(row.view()));
    GrantRows.amounts()
        .forEach(setting -> typed.put(setting.field(), setting.shown(value(setting, row))));
    return new GrantForm(Optional.of(row), typed);
  }

  private static String value(Setting setting, GrantRow row) {
    GrantBody.Ceiling ceiling = row.ceiling();
    return switch (setting.field()) {
      case GRANT_NAMES -> Integer.toString(row.maxNames());
      case GRANT_PORTS -> Integer.toString(row.maxPorts());
      case GRANT_CONNECTIONS -> Integer.toString(ceiling.maxConnections());
      case GRANT_NEW_CONNECTIONS -> Integer.toString(ceiling.connectionsPerSecond());
      case GRANT_REQUESTS -> Integer.toString(ceiling.requestsPerSecond());
      case GRANT_BITS -> Long.toString(row.bandwidthBitsPerSecond());
      default -> "";
    };
  }

  /**
   * Fields under a heading.
   *
   * @param title what they are about; empty for the grant as such
   * @param rows row by row
   */
  public record Part(String title, List<List<Setting>> rows) {
    /** Copies the list. */
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /** Its fields: who may hold how much for how long, then what all its workloads may take. */
  public List<Part> parts() {
    return List.of(
        new Part("", GrantRows.holding(before.isEmpty())),
        new Part("All its workloads together, on one node", GrantRows.CEILING));
  }

  static Optional<Setting> find(FormField field) {
    return GrantRows.amounts().filter(setting -> setting.field() == field).findFirst();
  }

  /** The same form with other texts. */
  public GrantForm with(Map<FormField, String> texts) {
    return new GrantForm(before, texts);
  }

  /** What is typed in a field. */
  public String get(FormField field) {
    return typed.getOrDefault(field, "").strip();
  }

  /**
   * Reads the form; every fault is told at once.
   *
   * @param now from when on days count
   */
  public Outcome read(Instant now) {
    List<FieldFault> faults =
        Stream.of(identityFaults(), amountFaults(), dayFaults()).flatMap(List::stream).toList();
    return faults.isEmpty() ? new Ready(terms(now)) : new Faulty(faults);
  }

  private List<FieldFault> identityFaults() {
    return Thumbprint.isWellFormed(get(FormField.GRANT_IDENTITY))
        ? List.of()
        : List.of(
            fault(
                FormField.GRANT_IDENTITY,
                "This is no identity id",
                "An identity id is 43 letters, digits, hyphens and underscores"));
  }

  private List<FieldFault> amountFaults() {
    List<FieldFault> faults = new ArrayList<>();
    GrantRows.amounts()
        .filter(setting -> setting.amount(get(setting.field())).isEmpty())
        .forEach(
            setting ->
                faults.add(
                    fault(
                        setting.field(), "This is no such amount", setting.cure().orElseThrow())));
    return faults;
  }

  private List<FieldFault> dayFaults() {
    return keepsEnd() || days().orElse(0) > 0
        ? List.of()
        : List.of(
            fault(
                FormField.GRANT_DAYS,
                "This is no number of days",
                "Write one from 1 to " + GrantRows.MOST_DAYS));
  }

  private static FieldFault fault(FormField field, String fault, String cure) {
    return new FieldFault(field, -1, fault, cure);
  }

  private boolean keepsEnd() {
    return before.isPresent() && get(FormField.GRANT_DAYS).isEmpty();
  }

  private OptionalLong days() {
    return GrantRows.DAYS.amount(get(FormField.GRANT_DAYS));
  }

  private GrantTerms terms(Instant now) {
    Instant until =
        keepsEnd()
            ? before.orElseThrow().notAfter()
            : now.plus(Duration.ofDays(days().orElseThrow())).truncatedTo(ChronoUnit.SECONDS);
    return new GrantTerms(
        new IdentityId(get(FormField.GRANT_IDENTITY)),
        count(FormField.GRANT_NAMES),
        count(FormField.GRANT_PORTS),
        pools(),
        get(FormField.GRANT_VIEW).equals("true"),
        number(FormField.GRANT_BITS),
        new GrantBody.Ceiling(
            count(FormField.GRANT_CONNECTIONS),
            count(FormField.GRANT_NEW_CONNECTIONS),
            count(FormField.GRANT_REQUESTS)),
        until);
  }

  private List<String> pools() {
    return Stream.of(get(FormField.POOLS).split("[\\s,]+", -1))
        .filter(domain -> !domain.isEmpty())
        .toList();
  }

  private int count(FormField field) {
    return Math.toIntExact(number(field));
  }

  private long number(FormField field) {
    return find(field).orElseThrow().amount(get(field)).orElseThrow();
  }
}
