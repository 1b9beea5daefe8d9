package io.webgateway.agent.routing.edit;

import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.model.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has to end when one definition of a workload takes the place of another, on a node of one
 * pool. Everything else stays: backends, limits, timeouts, hosts, paths, balancing and the rest
 * hold for what comes, and leave alone what is there. Pure.
 *
 * @param tunnels why tunnels end, if they do
 * @param flows why flows end, if they do
 * @param tls under which policy connections of HTTP need another handshake, those whose own will
 *     not do; empty when none does
 */
public record EditEnds(
    Optional<EndReason> tunnels, Optional<EndReason> flows, Optional<TlsPolicy> tls) {
  private static final EditEnds NOTHING =
      new EditEnds(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Decides.
   *
   * @param before what is served
   * @param after what would be; empty when the workload is taken back
   * @param pool the domain of the node's pool
   * @param tlsOf what a workload asks of its visitors
   */
  public static EditEnds of(
      Workload before,
      Optional<Workload> after,
      String pool,
      Function<Workload.HttpService, TlsPolicy> tlsOf) {
    if (after.isEmpty()) {
      return all(EndReason.TAKEN_BACK);
    }
    Workload next = after.get();
    if (!next.placement().pools().contains(pool)) {
      return all(EndReason.LEAVES_POOL);
    }
    return switch (before) {
      case Workload.HttpService http -> ofHttp(http, next, tlsOf);
      case Workload.UdpForward udp -> ofUdp(udp, next);
      // A tunnel is the workload's, whatever it is reached by later.
      case Workload.TlsPassthrough _, Workload.TcpForward _ -> NOTHING;
    };
  }

  private static EditEnds all(EndReason reason) {
    return new EditEnds(Optional.of(reason), Optional.of(reason), Optional.empty());
  }

  private static EditEnds ofHttp(
      Workload.HttpService before, Workload next, Function<Workload.HttpService, TlsPolicy> tlsOf) {
    if (!(next instanceof Workload.HttpService http)) {
      return NOTHING;
    }
    TlsPolicy policy = tlsOf.apply(http);
    return policy.equals(tlsOf.apply(before))
        ? NOTHING
        : new EditEnds(Optional.empty(), Optional.empty(), Optional.of(policy));
  }

  private static EditEnds ofUdp(Workload.UdpForward before, Workload next) {
    if (!(next instanceof Workload.UdpForward udp)) {
      return flows(EndReason.KIND_CHANGED);
    }
    return udp.port() == before.port() ? NOTHING : flows(EndReason.PORT_CHANGED);
  }

  private static EditEnds flows(EndReason reason) {
    return new EditEnds(Optional.empty(), Optional.of(reason), Optional.empty());
  }

  /**
   * What that does to what is there.
   *
   * @param present everything of the workload
   * @param unsuited how many connections have a handshake that will not do under {@link #tls}
   */
  public EditEffect effect(Present present, long unsuited) {
    List<EditEffect.Ending> ends = new ArrayList<>();
    long tunnelsEnd = tunnels.isPresent() ? present.tunnels() : 0;
    long flowsEnd = flows.isPresent() ? present.flows() : 0;
    long leave = tls.isPresent() ? unsuited : 0;
    tunnels
        .filter(_ -> tunnelsEnd > 0 || flowsEnd > 0)
        .ifPresent(
            reason ->
                ends.add(new EditEffect.Ending(reason, new Present(0, 0, tunnelsEnd, flowsEnd))));
    flows
        .filter(_ -> tunnels.isEmpty() && flowsEnd > 0)
        .ifPresent(
            reason -> ends.add(new EditEffect.Ending(reason, new Present(0, 0, 0, flowsEnd))));
    if (leave > 0) {
      ends.add(new EditEffect.Ending(EndReason.TLS_CHANGED, new Present(leave, 0, 0, 0)));
    }
    return new EditEffect(
        ends,
        new Present(
            Math.max(0, present.connections() - leave),
            present.exchanges(),
            present.tunnels() - tunnelsEnd,
            present.flows() - flowsEnd));
  }
}
