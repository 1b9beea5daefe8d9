package io.webgateway.agent.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.management.resource.RouteExplanation.Verdict;
import io.webgateway.agent.routing.BackendRules;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteExplainerTest {
  private final RouteTable table = table(VisitorPolicy.SERVE);

  @Test
  void aRoutedRequestIsFollowedToItsBackends() {
    RouteExplanation explanation = explain("http://Blog.Example.org./api/x");
    assertThat(explanation.owner()).contains("owner");
    RouteExplanation.View view = explanation.view();
    assertThat(view.verdict()).isEqualTo(Verdict.ROUTED);
    assertThat(view.host()).contains("blog.example.org");
    assertThat(view.workload()).contains("blog/web");
    assertThat(view.endpoints()).containsExactly("[400::1]:8080 weight 1");
  }

  @Test
  void strangersLearnOnlyWhatVisitorsCouldFindOut() {
    RouteExplanation.View view = explain("http://blog.example.org/api").view().forStrangers();
    assertThat(view.verdict()).isEqualTo(Verdict.ROUTED);
    assertThat(view.toString()).doesNotContain("blog/web", "400::1", "cluster-1");
  }

  @Test
  void everyDeadEndHasItsVerdict() {
    assertThat(verdict("http://other.example.org/api")).isEqualTo(Verdict.NO_HOST);
    assertThat(verdict("http://blog.example.org/")).isEqualTo(Verdict.NO_PATH);
    assertThat(verdict("http://blog.example.org/api/..;/x")).isEqualTo(Verdict.REFUSED);
    assertThat(verdict("https://blog.example.org/api")).isEqualTo(Verdict.NO_CERTIFICATE);
    assertThat(
            RouteExplainer.explain(
                    RouteTableCompiler.compile(inputs(List.of(), VisitorPolicy.SERVE)),
                    URI.create("http://blog.example.org/api"),
                    "GET")
                .view()
                .verdict())
        .isEqualTo(Verdict.NO_LISTENER);
  }

  @Test
  void aHostThatIsPassedThroughSaysWhoEndsTls() {
    PassthroughRoute route =
        new PassthroughRoute(
            "safe/vault",
            "owner",
            Set.of("vault.example.org"),
            new Cluster(
                "cluster-2",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("400::2", 8443, 1))),
            ExchangeLimits.DEFAULT);
    RouteTable passing =
        RouteTableCompiler.compile(
            new RouteInputs(
                1,
                List.of(listener("https", Listener.Protocol.HTTPS)),
                List.of(route),
                List.of(),
                new PrefixBackendPolicy(BackendRules.OVERLAY_ONLY)));
    RouteExplanation explanation =
        RouteExplainer.explain(passing, URI.create("https://Vault.example.org/x"), "GET");
    assertThat(explanation.view().verdict()).isEqualTo(Verdict.PASSED_THROUGH);
    assertThat(explanation.view().endpoints()).containsExactly("[400::2]:8443 weight 1");
    assertThat(explanation.view().forStrangers().toString()).doesNotContain("safe", "400::2");
  }

  @Test
  void clearTextIsRedirectedWhenTheWorkloadSaysSo() {
    RouteTable redirecting = table(VisitorPolicy.REDIRECT);
    assertThat(
            RouteExplainer.explain(redirecting, URI.create("http://blog.example.org/api"), "GET")
                .view()
                .verdict())
        .isEqualTo(Verdict.REDIRECTED);
  }

  private Verdict verdict(String url) {
    return explain(url).view().verdict();
  }

  private RouteExplanation explain(String url) {
    return RouteExplainer.explain(table, URI.create(url), "GET");
  }

  private static RouteTable table(VisitorPolicy plainHttp) {
    return RouteTableCompiler.compile(
        inputs(
            List.of(
                listener("http", Listener.Protocol.HTTP),
                listener("https", Listener.Protocol.HTTPS)),
            plainHttp));
  }

  private static RouteInputs inputs(List<Listener> listeners, VisitorPolicy plainHttp) {
    HttpRoute route =
        new HttpRoute(
            "blog/web",
            "owner",
            Set.of("blog.example.org"),
            "/api",
            plainHttp,
            new Cluster(
                "cluster-1",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("400::1", 8080, 1))),
            ExchangeLimits.DEFAULT);
    return new RouteInputs(
        1,
        listeners,
        List.of(route),
        List.of(),
        new PrefixBackendPolicy(new BackendRules(List.of(), false, Set.of(), Set.of())));
  }

  private static Listener listener(String name, Listener.Protocol protocol) {
    return new Listener(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), protocol);
  }
}
