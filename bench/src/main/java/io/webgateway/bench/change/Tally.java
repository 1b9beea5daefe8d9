package io.webgateway.bench.change;

import io.webgateway.bench.change.Judge.Ruling;
import io.webgateway.bench.change.visit.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Counts the faults of a phase by what they are ruled to be. One thread's. */
final class Tally {
  private static final int SAMPLES_OF_EACH = 2;

  private final List<Death> deaths;
  private final long beganNanos;
  private final Map<String, Long> errors = new TreeMap<>();
  private final Map<String, Long> excluded = new TreeMap<>();
  private final List<String> samples = new ArrayList<>();
  private long closedIdle;
  private long datagramsLost;
  private long cut;

  Tally(List<Death> deaths, long beganNanos) {
    this.deaths = deaths;
    this.beganNanos = beganNanos;
  }

  Tally add(List<Incident> incidents) {
    incidents.forEach(this::add);
    return this;
  }

  private void add(Incident incident) {
    String kind = incident.kind().label() + " ";
    Ruling ruling = Judge.rule(incident, deaths);
    switch (ruling) {
      case ERROR -> {
        if (errors.merge(kind + incident.fault().label(), 1L, Long::sum) <= SAMPLES_OF_EACH) {
          samples.add(sample(incident));
        }
      }
      case CLOSED_IDLE -> closedIdle++;
      case CUT_WITH_BACKEND -> {
        excluded.merge(kind + words(ruling), 1L, Long::sum);
        cut++;
      }
      case INSIDE_BACKEND, NOBODY_THERE -> excluded.merge(kind + words(ruling), 1L, Long::sum);
      case DATAGRAM -> datagramsLost++;
    }
  }

  /** Errors of which nothing more is known. */
  void addUnkept(long count) {
    if (count > 0) {
      errors.merge("not kept", count, Long::sum);
    }
  }

  Map<String, Long> errors() {
    return errors;
  }

  Map<String, Long> excluded() {
    return excluded;
  }

  List<String> samples() {
    return samples;
  }

  long closedIdle() {
    return closedIdle;
  }

  long datagramsLost() {
    return datagramsLost;
  }

  /** Answers that were cut off with their backend, and their connections with them. */
  long cut() {
    return cut;
  }

  private String sample(Incident incident) {
    return "%s after %d ms: %s, %s (backend %s, sent %d ms before)"
        .formatted(
            incident.visitor(),
            TimeUnit.NANOSECONDS.toMillis(incident.atNanos() - beganNanos),
            incident.fault().label(),
            incident.detail(),
            incident.backend().isEmpty() ? "none" : incident.backend(),
            TimeUnit.NANOSECONDS.toMillis(incident.atNanos() - incident.sentNanos()));
  }

  private static String words(Ruling ruling) {
    return ruling.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
