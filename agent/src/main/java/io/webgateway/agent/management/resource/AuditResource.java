package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.audit.AuditEntry;
import io.webgateway.agent.management.audit.AuditTrail;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import java.util.List;
import java.util.Optional;

/**
 * Changes made and refused on this node, and looks at traffic: the caller's own and those at its
 * traffic, or all for who administers the node.
 */
public final class AuditResource implements Resource {
  private final AuditTrail trail;
  private final Roles roles;

  /** Reads this trail. */
  public AuditResource(ManagementPorts ports, AuditTrail trail) {
    this.trail = trail;
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/audit", Access.IDENTITY_OR_LOCAL, this::list));
  }

  private Answer list(Call call) {
    int limit = call.limit();
    boolean all = roles.administersNode(call.caller());
    String who = call.caller().word();
    List<AuditEntry> entries =
        trail.after(after(call), limit, entry -> all || isOwn(entry, who) || entry.concerns(who));
    Optional<String> next =
        entries.size() < limit
            ? Optional.empty()
            : Optional.of(String.valueOf(entries.getLast().sequence()));
    List<AuditEntry> shown =
        entries.stream()
            .map(entry -> all || isOwn(entry, who) ? entry : entry.forOwner(who))
            .toList();
    return Answer.json(new Page(shown, next));
  }

  private static boolean isOwn(AuditEntry entry, String who) {
    return entry.hasProof() && entry.who().equals(who);
  }

  private static long after(Call call) {
    String text = call.after();
    if (!text.matches("[0-9]{0,17}")) {
      throw Faults.badQuery("after", "It is no number of an entry", "Send a sequence number");
    }
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
