package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.document.SettingsCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sealed part may say. Checked where it is sealed, at the door of a pool that can open it,
 * and by every node before it serves it.
 */
public final class SealedPartRules {
  /** The most backends of one workload. */
  public static final int MAX_BACKENDS = 64;

  /** The largest weight of a backend. */
  public static final int MAX_WEIGHT = 1_000;

  private static final Pattern PATH_PREFIX = Pattern.compile("/|(/[A-Za-z0-9._~!$&'()*+,=:@-]+)+");

  private SealedPartRules() {}

  /**
   * Says what stands against a sealed part; pointers are those of the document.
   *
   * @param parts the opened part, and the public one of its record
   * @param workload {@code <namespace>/<id>} of the record that it came with
   * @param owner who signed that record
   */
  public static List<Refusal> decide(WorkloadParts parts, String workload, IdentityId owner) {
    return Findings.all(ofAnother(parts.sealed(), workload, owner), content(parts));
  }

  /** Says whether a sealed part was made for another workload or another owner; costs nothing. */
  public static List<Refusal> ofAnother(SealedPart part, String workload, IdentityId owner) {
    return Findings.when(
        !part.belongsTo(workload, owner),
        Refusal.invalid(
            "sealed-part-mismatch",
            "/workload",
            "The sealed part is of another workload or another owner",
            "Seal the part of " + workload));
  }

  /** Says what stands against a sealed part, whosever it is; takes milliseconds with keys in it. */
  public static List<Refusal> content(WorkloadParts parts) {
    SealedPart part = parts.sealed();
    List<Refusal> refusals = new ArrayList<>();
    refusals.addAll(pathPrefix(part.pathPrefix()));
    refusals.addAll(Findings.number(part.backends().size(), 1, MAX_BACKENDS, "/backends"));
    for (int i = 0; i < part.backends().size(); i++) {
      refusals.addAll(backend(part.backends().get(i), "/backends/" + i));
    }
    refusals.addAll(timeouts(part.timeouts()));
    refusals.addAll(refusals(SettingsCheck.of(part.http())));
    refusals.addAll(refusals(SettingsCheck.of(part.tcp())));
    refusals.addAll(refusals(SettingsCheck.of(part.udp())));
    refusals.addAll(refusals(SettingsCheck.of(parts.policy(), WorkloadKind.of(parts.open()))));
    return List.copyOf(refusals);
  }

  /**
   * Says what stands against a sealed part today that did not always, or will not: certificates
   * whose time is over or has not come. Asked where it is published; a workload that is there goes
   * on.
   *
   * @param part the opened part
   * @param now the time to judge by
   */
  public static List<Refusal> today(SealedPart part, Instant now) {
    return Findings.all(
        refusals(SettingsCheck.of(part.http(), now)), refusals(SettingsCheck.of(part.tcp(), now)));
  }

  private static List<Refusal> refusals(List<FieldError> problems) {
    return problems.stream()
        .map(p -> Refusal.invalid(p.code(), p.pointer(), p.fault(), p.cure()))
        .toList();
  }

  private static List<Refusal> pathPrefix(String prefix) {
    boolean dots =
        List.of(prefix.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals(".."));
    return Findings.when(
        dots || !PATH_PREFIX.matcher(prefix).matches(),
        Refusal.invalid(
            "bad-path-prefix",
            "/pathPrefix",
            "\"" + prefix + "\" is no path prefix",
            "Use / or whole path segments such as /api, without a slash at the end"));
  }

  private static List<Refusal> backend(Backend backend, String pointer) {
    Optional<String> problem = HostPort.problemOf(backend.address());
    return Findings.all(
        problem
            .map(
                p ->
                    Refusal.invalid(
                        "bad-backend", pointer + "/address", p, "Use host:port, IPv6 in brackets"))
            .stream()
            .toList(),
        Findings.number(backend.weight(), 1, MAX_WEIGHT, pointer + "/weight"));
  }

  private static List<Refusal> timeouts(Timeouts timeouts) {
    return Findings.all(
        timeout(timeouts.connectMillis(), "connectMillis"),
        timeout(timeouts.firstByteMillis(), "firstByteMillis"),
        timeout(timeouts.idleMillis(), "idleMillis"),
        timeout(timeouts.writeStallMillis(), "writeStallMillis"),
        Findings.number(
            timeouts.totalMillis(), 0, Timeouts.MAX_TOTAL_MILLIS, "/timeouts/totalMillis"));
  }

  private static List<Refusal> timeout(long millis, String member) {
    return Findings.number(millis, 1, Timeouts.MAX_MILLIS, "/timeouts/" + member);
  }
}
