package io.webgateway.client.screen.form;

import static io.webgateway.client.screen.form.Setting.flag;
import static io.webgateway.client.screen.form.Setting.number;
import static io.webgateway.client.screen.form.Setting.text;

import java.util.List;
import java.util.stream.Stream;

/** The fields of a grant, in the words of people who fill them in. */
final class GrantRows {
  /** The longest grant that a form gives, some 27 years. */
  static final String MOST_DAYS = "10000";

  /** What the rules of the ledger allow. */
  private static final String MOST_COUNT = "1000000";

  static final Setting DAYS =
      number(FormField.GRANT_DAYS, "For", "days", "From now; then nothing new may be taken")
          .in("days", 0, MOST_DAYS);

  private static final Setting DAYS_MORE =
      number(FormField.GRANT_DAYS, "For", "days", "From now; empty leaves its end as it is")
          .in("days", 0, MOST_DAYS);

  private static final List<Setting> COUNTS =
      List.of(
          count(FormField.GRANT_NAMES, "Names", "", "At most; usually 5"),
          count(FormField.GRANT_PORTS, "Ports", "", "Of your pools, at most"));

  static final List<List<Setting>> CEILING =
      List.of(
          List.of(
              count(
                  FormField.GRANT_CONNECTIONS,
                  "Connections at once",
                  "",
                  "Flows of UDP too; 0 for no limit"),
              count(
                  FormField.GRANT_NEW_CONNECTIONS,
                  "New connections",
                  "/s",
                  "Flows of UDP too; 0 for no limit")),
          List.of(
              count(FormField.GRANT_REQUESTS, "Requests", "/s", "Of HTTP; 0 for no limit"),
              number(
                      FormField.GRANT_BITS,
                      "Bandwidth",
                      "Mbit/s",
                      "In each direction, such as 0.5 or 200; 0 for no limit")
                  .in("Mbit/s", 6, "1000000")));

  private GrantRows() {}

  private static Setting count(FormField field, String label, String unit, String help) {
    return number(field, label, unit, help).in(unit, 0, MOST_COUNT);
  }

  /** Who may hold how much, and for how long. */
  static List<List<Setting>> holding(boolean isNew) {
    return List.of(
        List.of(
            text(FormField.GRANT_IDENTITY, "Identity id", "43 characters; they send it to you")),
        List.of(COUNTS.getFirst(), COUNTS.getLast(), isNew ? DAYS : DAYS_MORE),
        List.of(
            text(
                FormField.POOLS,
                "Pools",
                "Their domains with a space between, such as gw.example; empty for all of yours")),
        List.of(
            flag(
                FormField.GRANT_VIEW,
                "May see the status of all workloads on your pools",
                "Without it, only of its own")));
  }

  /** All numbers that must be written. */
  static Stream<Setting> amounts() {
    return Stream.concat(COUNTS.stream(), CEILING.stream().flatMap(List::stream));
  }
}
