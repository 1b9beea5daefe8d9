package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.model.ledger.AcceptedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Drains of this node, of a listener of it, and of one workload on it: begun, looked at and ended.
 * Who runs the node may drain everything, an owner what is his. Not on any disk: a drain ends with
 * the program.
 */
public final class DrainResource implements Resource {
  static final String PATH = "/v1/drains";
  private static final int MAX_BODY_BYTES = 1024;

  private final ManagementPorts ports;
  private final Roles roles;
  private final WorkloadSight sight;
  private final IdempotentPosts posts;

  /** Begins and ends drains at these ports. */
  public DrainResource(ManagementPorts ports) {
    this.ports = ports;
    this.roles = new Roles(ports);
    this.sight = new WorkloadSight(ports);
    this.posts = new IdempotentPosts(ports.clock());
  }

  /** What a call names, once it is known that the caller may have to do with it. */
  private interface Target {
    DrainScope of(Call call, boolean changes);
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get(PATH, Access.IDENTITY_OR_LOCAL, this::list));
    routes.addAll(routes("/node", this::node));
    routes.addAll(routes("/listeners/{name...}", this::listener));
    routes.addAll(routes("/workloads/{namespace}/{id}", this::workload));
    return routes;
  }

  private List<Route> routes(String path, Target target) {
    Access access = Access.IDENTITY_OR_LOCAL;
    return List.of(
        Route.get(PATH + path, access, call -> one(target.of(call, false))),
        Route.change(
            HttpMethod.POST,
            PATH + path,
            access,
            MAX_BODY_BYTES,
            call -> posts.once(call, begins(target))),
        Route.delete(PATH + path, access, call -> end(call, target.of(call, true))));
  }

  private DrainScope node(Call call, boolean changes) {
    requireNodesSide(call, changes);
    return new DrainScope.Node();
  }

  private DrainScope listener(Call call, boolean changes) {
    requireNodesSide(call, changes);
    String name = call.variable("name");
    if (!ports.drains().hasListener(name)) {
      throw Faults.notFound("The listener " + name);
    }
    return new DrainScope.OfListener(name);
  }

  private void requireNodesSide(Call call, boolean changes) {
    if (!(changes ? roles.administersNode(call.caller()) : roles.viewsNode(call.caller()))) {
      throw Faults.notAllowed(
          "not-the-nodes-provider",
          "Only who runs the node may drain it",
          "Drain a workload of yours, or ask the node's provider");
    }
  }

  private DrainScope workload(Call call, boolean changes) {
    AcceptedRecord record = sight.visible(call);
    boolean mayChange =
        call.caller().is(WorkloadSight.owner(record)) || roles.administersNode(call.caller());
    if (changes && !mayChange) {
      throw Faults.notAllowed(
          "not-the-owner",
          "Only its owner, and who runs the node, may drain a workload",
          "Ask one of them");
    }
    return new DrainScope.OfWorkload(call.variable("namespace") + "/" + call.variable("id"));
  }

  /**
   * What the caller wishes.
   *
   * @param limitMillis after which what is left is cut; 60,000 when not said
   * @param jitterMillis over which those who are there are asked; 10,000 when not said, or half of
   *     a short limit
   */
  private record Wish(Optional<Long> limitMillis, Optional<Long> jitterMillis) {
    DrainTerms terms() {
      long limit = limitMillis.orElse(DrainTerms.DEFAULT_LIMIT_MILLIS);
      if (limit < 1 || limit > DrainTerms.MAX_LIMIT_MILLIS) {
        throw bad("/limitMillis", "A drain takes from 1 to " + DrainTerms.MAX_LIMIT_MILLIS + " ms");
      }
      if (jitterMillis.filter(jitter -> jitter < 0 || jitter > limit).isPresent()) {
        throw bad("/jitterMillis", "The jitter lies between 0 and the limit");
      }
      return DrainTerms.of(
          OptionalLong.of(limit),
          jitterMillis.map(OptionalLong::of).orElseGet(OptionalLong::empty));
    }

    private static CallRefused bad(String pointer, String fault) {
      return Faults.of(
          422, "bad-terms", "The content is not right", pointer, fault, "Write such a number");
    }
  }

  private record Drains(List<DrainView> items) {
    private Drains {
      items = List.copyOf(items);
    }
  }

  private Answer list(Call call) {
    return Answer.json(
        new Drains(
            ports.drains().all().stream()
                .filter(drain -> isVisible(call, drain.scope()))
                .map(DrainView::of)
                .toList()));
  }

  private boolean isVisible(Call call, DrainScope scope) {
    return roles.viewsNode(call.caller())
        || (scope instanceof DrainScope.OfWorkload(String path)
            && call.caller().identity().filter(owner -> sight.owns(owner, path)).isPresent());
  }

  private Answer one(DrainScope scope) {
    return view(200, ports.drains().progress(scope).orElseThrow(DrainResource::missing));
  }

  private Function<Call, Answer.Whole> begins(Target target) {
    return call -> {
      DrainScope scope = target.of(call, true);
      DrainTerms terms = call.json(Wish.class).terms();
      return view(
          201,
          ports
              .drains()
              .begin(scope, terms)
              .orElseThrow(
                  () ->
                      Faults.of(
                          409,
                          "already-draining",
                          "This conflicts with what is there",
                          "",
                          "This is drained already",
                          "End that drain first, or look how it goes")));
    };
  }

  private Answer end(Call call, DrainScope scope) {
    DrainProgress present = ports.drains().progress(scope).orElseThrow(DrainResource::missing);
    long number = VersionTag.expected(call);
    if (number != present.number() || !ports.drains().end(scope, number)) {
      throw Faults.preconditionFailed();
    }
    return Answer.empty();
  }

  private static Answer.Whole view(int status, DrainProgress drain) {
    return Answer.json(status, DrainView.of(drain)).withETag(String.valueOf(drain.number()));
  }

  private static CallRefused missing() {
    return Faults.notFound("Such a drain");
  }
}
