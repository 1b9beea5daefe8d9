package io.webgateway.client.screen.form;

import io.webgateway.model.workload.WorkloadKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The traffic policy in groups that forms fold away, each in rows. Which fields a kind has, {@link
 * PolicyForm#shows} says.
 */
public enum SettingGroup {
  /** What only a UdpForward has. */
  FLOWS("Flows"),
  /** Which backend gets the next one. */
  BALANCING("Balancing and stickiness"),
  /** How a backend is known to be well. */
  HEALTH("Health of backends"),
  /** What is tried again, and how much one backend gets. */
  PROTECTION("Retries, load of a backend, PROXY protocol"),
  /** What becomes of visitors without a backend. */
  LOSS("When no backend can be reached"),
  /** Closed for a while. */
  PAUSE("Maintenance"),
  /** How much the workload and each visitor may take. */
  LIMITS("Limits of traffic");

  private final String title;

  SettingGroup(String title) {
    this.title = title;
  }

  /** What it is about. */
  public String title() {
    return title;
  }

  /** Its fields, row by row. */
  public List<List<Setting>> rows() {
    return SettingRows.of(this);
  }

  /** The groups of a kind, in their order. */
  public static List<SettingGroup> of(WorkloadKind kind) {
    return Arrays.stream(values())
        .filter(group -> group != FLOWS || kind == WorkloadKind.UDP_FORWARD)
        .toList();
  }

  /** All fields of all groups. */
  static Stream<Setting> all() {
    return Arrays.stream(values()).flatMap(SettingGroup::settings);
  }

  Stream<Setting> settings() {
    return rows().stream().flatMap(List::stream);
  }

  static Optional<Setting> find(FormField field) {
    return all().filter(setting -> setting.field() == field).findFirst();
  }
}
