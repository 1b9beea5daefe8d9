package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.model.identity.IdentityId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Walks through the workloads under the names that an identity holds or held, in the order of their
 * paths.
 */
final class OwnedWorkloads {
  private static final String PREFIX = "workload/";
  private static final int NAMES = 1_000;

  private final LedgerReader ledger;
  private final IdentityId owner;

  OwnedWorkloads(LedgerReader ledger, IdentityId owner) {
    this.ledger = ledger;
    this.owner = owner;
  }

  /** {@code <namespace>/<id>} of at most so many, after one of them; empty for the first. */
  List<String> after(String path, int limit) {
    String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    List<String> found = new ArrayList<>();
    Stream<String> names =
        Stream.concat(
            name.isEmpty() ? Stream.empty() : Stream.of(name),
            ledger.namesOf(owner, name, NAMES).stream());
    for (String each : names.toList()) {
      if (found.size() == limit) {
        break;
      }
      String from = each.equals(name) ? PREFIX + path : "";
      ledger
          .range(PREFIX + each + "/", from, limit - found.size())
          .forEach(record -> found.add(record.signed().key().text().substring(PREFIX.length())));
    }
    return found;
  }
}
