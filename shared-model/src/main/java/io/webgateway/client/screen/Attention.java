package io.webgateway.client.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that somebody should look at: what the overview begins with.
 *
 * @param tone attention or bad
 * @param area where it is dealt with: reservations, workloads, certificates or nodes
 * @param subject which one
 * @param text what is wrong with it
 */
public record Attention(Tone tone, String area, String subject, String text) {

  /** All that is wrong, the worst first. Pure. */
  public static List<Attention> of(
      List<ReservationRow> reservations,
      List<WorkloadRow> workloads,
      List<CertificateRow> certificates,
      List<NodeRow> nodes,
      Instant now) {
    List<Attention> all = new ArrayList<>();
    for (WorkloadRow row : workloads) {
      row.trouble()
          .ifPresent(
              c ->
                  all.add(
                      new Attention(
                          Tone.BAD, "workloads", row.path(), row.summary() + ": " + c.sentence())));
    }
    for (NodeRow row : nodes) {
      if (row.tone() == Tone.BAD) {
        all.add(new Attention(Tone.BAD, "nodes", row.pool(), row.word()));
      }
    }
    for (ReservationRow row : reservations) {
      add(all, row.tone(now), "reservations", row.namespace(), row.next(now));
    }
    for (CertificateRow row : certificates) {
      add(all, row.tone(now), "certificates", String.join(", ", row.names()), row.ends(now));
    }
    all.sort(Comparator.comparingInt(a -> a.tone() == Tone.BAD ? 0 : 1));
    return List.copyOf(all);
  }

  private static void add(
      List<Attention> all, Tone tone, String area, String subject, String text) {
    if (tone == Tone.ATTENTION || tone == Tone.BAD) {
      all.add(new Attention(tone, area, subject, text));
    }
  }
}
