package io.webgateway.console.desktop.overview;

import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.workspace.AreaName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that ends by itself.
 *
 * @param what a name, a certificate or a grant, in a word
 * @param subject which one
 * @param at when
 * @param tone how that is meant now
 * @param area where it is dealt with
 * @param key what it is known by there
 */
record Expiry(String what, String subject, Instant at, Tone tone, AreaName area, String key) {

  /** What ends first, soonest on top. Pure. */
  static List<Expiry> next(Picture picture, Instant now, int most) {
    Stream<Expiry> names =
        picture.reservations().items().stream()
            .filter(row -> row.canRenew())
            .flatMap(
                row ->
                    row.graceEnds().or(row::until).stream()
                        .map(
                            at ->
                                new Expiry(
                                    "name",
                                    row.namespace(),
                                    at,
                                    row.tone(now),
                                    AreaName.RESERVATIONS,
                                    row.namespace())));
    Stream<Expiry> certificates =
        picture.certificates().items().stream()
            .map(
                row ->
                    new Expiry(
                        "certificate",
                        String.join(", ", row.names()),
                        row.notAfter(),
                        row.tone(now),
                        AreaName.CERTIFICATES,
                        row.id()));
    Stream<Expiry> grants =
        picture.grants().items().stream()
            .filter(row -> row.isInForce(now))
            .map(
                row ->
                    new Expiry(
                        "grant",
                        row.identity().substring(0, Math.min(10, row.identity().length())) + "…",
                        row.notAfter(),
                        Tone.GOOD,
                        AreaName.NODES,
                        ""));
    return Stream.of(names, certificates, grants)
        .flatMap(all -> all)
        .sorted(Comparator.comparing(Expiry::at))
        .limit(most)
        .toList();
  }
}
