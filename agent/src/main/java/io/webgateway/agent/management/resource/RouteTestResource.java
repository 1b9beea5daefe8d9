package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.routing.RouteTable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/** Says what the node would do with a visitor's request, and why; sends nothing. */
public final class RouteTestResource implements Resource {
  private final ManagementPorts ports;
  private final Roles roles;

  /** Asks these ports for the table that serves. */
  public RouteTestResource(ManagementPorts ports) {
    this.ports = ports;
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/routes/test", Access.IDENTITY_OR_LOCAL, this::test));
  }

  private Answer test(Call call) {
    URI url = url(call);
    String method = call.query("method").orElse("GET");
    if (!method.matches("[A-Z]{1,16}")) {
      throw Faults.badQuery("method", "It is no HTTP method", "Write one such as GET");
    }
    RouteTable table =
        ports
            .routes()
            .get()
            .orElseThrow(
                () ->
                    Faults.unavailable(
                        "no-routes", "The node serves no routes yet", "Enrol the node first"));
    RouteExplanation explanation = RouteExplainer.explain(table, url, method);
    if (explanation.owner().filter(owner -> owner.equals(call.caller().word())).isPresent()) {
      return Answer.json(explanation.view());
    }
    boolean administers = roles.administersNode(call.caller());
    return Answer.json(
        administers ? explanation.view().withoutEndpoints() : explanation.view().forStrangers());
  }

  private static URI url(Call call) {
    String text =
        call.query("url")
            .orElseThrow(
                () -> Faults.badQuery("url", "It is missing", "Ask for ?url=https://host/path"));
    try {
      URI url = new URI(text);
      boolean isWeb = url.getScheme() != null && Set.of("http", "https").contains(url.getScheme());
      if (isWeb && url.getRawAuthority() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw Faults.badQuery("url", "It is no URL", "Write one such as https://host/path");
    }
    throw Faults.badQuery("url", "It is no http or https URL", "Write https://host/path");
  }
}
