package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private static final BackendPolicy ALL = (address, port) -> new BackendPolicy.Verdict.Allowed();

  private static HttpRoute route(String workload, String prefix, String... hosts) {
    return new HttpRoute(
        workload,
        "tenant",
        Set.of(hosts),
        prefix,
        VisitorPolicy.SERVE,
        new Cluster(
            workload,
            UpstreamProtocol.DEFAULT,
            List.of(new Cluster.Endpoint.Address("10.0.0.1", 80, 1))),
        ExchangeLimits.DEFAULT);
  }

  private static RouteTable table(
      List<? extends HostRoute> routes, ServerCertificate... certificates) {
    return RouteTableCompiler.compile(
        new RouteInputs(1, List.of(), List.copyOf(routes), List.of(certificates), ALL));
  }

  private static String workloadAt(RouteTable table, String host, String path) {
    return switch (table.match(host, path)) {
      case RouteMatch.Found found -> found.route().workload();
      case RouteMatch.NoHost noHost -> "no host";
      case RouteMatch.NoPath noPath -> "no path";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, /, exact",
    "a.example, /, wildcard",
    "a.b.example, /, no host",
    "example, /, no host",
    "paths.example, /api, api",
    "paths.example, /api/, api",
    "paths.example, /api/v1, api",
    "paths.example, /api/v2/x, v2",
    "paths.example, /apix, no path",
    "paths.example, /, no path",
    "paths.example, /API, no path",
  })
  void theMostSpecificHostThenTheLongestPrefixWins(String host, String path, String workload) {
    RouteTable table =
        table(
            List.of(
                route("wildcard", "/", "*.example"),
                route("exact", "/", "shop.example"),
                route("api", "/api", "paths.example"),
                route("v2", "/api/v2", "paths.example")));

    assertThat(workloadAt(table, host, path)).isEqualTo(workload);
  }

  @Test
  void aHostOfItsOwnNeverFallsBackToTheWildcardsPaths() {
    RouteTable table =
        table(List.of(route("wildcard", "/", "*.example"), route("api", "/api", "a.example")));

    assertThat(workloadAt(table, "a.example", "/other")).isEqualTo("no path");
  }

  @Test
  void twoClaimsOnOneHostAndPathGoToTheFirstByNameAndAreReported() {
    RouteTable table =
        table(List.of(route("b/2", "/", "Shop.example."), route("a/1", "/", "shop.example")));

    assertThat(workloadAt(table, "shop.example", "/")).isEqualTo("a/1");
    assertThat(table.problems())
        .containsExactly(new RouteProblem.DuplicateRoute("shop.example", "/", "a/1", "b/2"));
  }

  @Test
  void theOrderOfTheInputsDecidesNothing() {
    List<HttpRoute> routes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      routes.add(route("w" + i, i % 3 == 0 ? "/" : "/p" + i % 5, "h" + i % 7 + ".example"));
    }
    RouteTable first = table(routes);
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Collections.shuffle(routes, random);
      RouteTable shuffled = table(routes);
      assertThat(shuffled.problems()).isEqualTo(first.problems());
      for (int host = 0; host < 8; host++) {
        for (int path = 0; path < 6; path++) {
          String name = "h" + host + ".example";
          assertThat(workloadAt(shuffled, name, "/p" + path))
              .isEqualTo(workloadAt(first, name, "/p" + path));
        }
      }
    }
  }

  @Test
  void whatCannotBeServedIsReportedAndStopsNothingElse() {
    HttpRoute noBackend =
        new HttpRoute(
            "empty",
            "t",
            Set.of("x.example"),
            "/",
            VisitorPolicy.SERVE,
            new Cluster("empty", UpstreamProtocol.DEFAULT, List.of()),
            ExchangeLimits.DEFAULT);
    RouteTable table =
        table(
            List.of(
                noBackend,
                route("badhost", "/", "a b"),
                route("badprefix", "/api/", "y.example"),
                route("dots", "/a/../b", "y.example"),
                route("good", "/", "z.example")));

    assertThat(table.problems())
        .extracting(problem -> ((RouteProblem.InvalidRoute) problem).workload())
        .containsExactly("badhost", "badprefix", "dots", "empty");
    assertThat(workloadAt(table, "z.example", "/")).isEqualTo("good");
  }

  @Test
  void listenersOfOneNameOrAddressAreTakenOnce() {
    Listener first =
        new Listener(
            "a", InetSocketAddress.createUnresolved("127.0.0.1", 80), Listener.Protocol.HTTP);
    Listener sameAddress =
        new Listener(
            "b", InetSocketAddress.createUnresolved("127.0.0.1", 80), Listener.Protocol.HTTPS);
    Listener sameName =
        new Listener(
            "a", InetSocketAddress.createUnresolved("127.0.0.1", 81), Listener.Protocol.HTTP);
    RouteTable table =
        RouteTableCompiler.compile(
            new RouteInputs(1, List.of(first, sameAddress, sameName), List.of(), List.of(), ALL));

    assertThat(table.listeners()).containsExactly(first);
    assertThat(table.problems()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "Shop.Example, shop",
    "shop.example., shop",
    "x.pool.example, pool",
    "x.y.pool.example, none",
    "pool.example, none",
    "'', none",
    "'a b', none",
  })
  void theCertificateIsChosenByTheSameMatching(String serverName, String fingerprint) {
    RouteTable table =
        table(
            List.of(), certificate("shop", "shop.example"), certificate("pool", "*.pool.example"));

    String chosen =
        switch (table.tls(serverName)) {
          case TlsDecision.Terminate terminate -> terminate.certificate().fingerprint();
          case TlsDecision.Passthrough passthrough -> passthrough.route().workload();
          case TlsDecision.Reject reject -> "none";
        };
    assertThat(chosen).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.pool.example", "a.pool.example"})
  void hostsOfOneCertificateShareAConnectionAndOthersDoNot(String host) {
    RouteTable table =
        table(
            List.of(), certificate("shop", "shop.example"), certificate("pool", "*.pool.example"));

    assertThat(table.mayShareConnection("a.pool.example", host)).isTrue();
    assertThat(table.mayShareConnection("shop.example", host)).isFalse();
    assertThat(table.mayShareConnection(host, "shop.example")).isFalse();
    assertThat(table.mayShareConnection(host, "nobody.example")).isFalse();
  }

  private static PassthroughRoute passthrough(String workload, String... hosts) {
    return new PassthroughRoute(
        workload,
        "tenant",
        Set.of(hosts),
        new Cluster(
            workload,
            UpstreamProtocol.DEFAULT,
            List.of(new Cluster.Endpoint.Address("10.0.0.1", 443, 1))),
        ExchangeLimits.DEFAULT);
  }

  private static String tlsAt(RouteTable table, String serverName) {
    return switch (table.tls(serverName)) {
      case TlsDecision.Terminate terminate -> "ended with " + terminate.certificate().fingerprint();
      case TlsDecision.Passthrough passthrough -> "to " + passthrough.route().workload();
      case TlsDecision.Reject reject -> "rejected";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "vault.pool.example, to vault",
    "Vault.Pool.Example., to vault",
    "shop.pool.example, ended with pool",
    "a.wild.example, to wild",
    "own.wild.example, ended with exact",
    "named.wild.example, to wild",
    "a.b.wild.example, rejected",
    "wild.example, rejected",
    "x.shop.example, ended with shops",
    "vault.shop.example, to late",
  })
  void whoHasTheHostDecidesBeforeAnyCertificate(String serverName, String decision) {
    RouteTable table =
        table(
            List.of(
                route("shop", "/", "shop.pool.example"),
                passthrough("vault", "vault.pool.example"),
                passthrough("wild", "*.wild.example"),
                route("own", "/", "own.wild.example"),
                route("shops", "/", "*.shop.example"),
                passthrough("late", "vault.shop.example")),
            certificate("pool", "*.pool.example"),
            certificate("exact", "own.wild.example"),
            certificate("more", "named.wild.example"),
            certificate("shops", "*.shop.example"));

    assertThat(table.problems()).isEmpty();
    assertThat(tlsAt(table, serverName)).isEqualTo(decision);
  }

  @Test
  void aHostThatIsPassedThroughHasNoPathsAndSharesNoConnection() {
    RouteTable table =
        table(
            List.of(route("shop", "/", "*.pool.example"), passthrough("vault", "v.pool.example")),
            certificate("pool", "*.pool.example"));

    assertThat(workloadAt(table, "v.pool.example", "/")).isEqualTo("no host");
    assertThat(table.mayShareConnection("a.pool.example", "v.pool.example")).isFalse();
    assertThat(table.mayShareConnection("a.pool.example", "b.pool.example")).isTrue();
    assertThat(table.serves("vault", "tenant")).isTrue();
    assertThat(table.serves("vault", "another")).isFalse();
    assertThat(table.clusterIds()).containsExactlyInAnyOrder("shop", "vault");
  }

  @Test
  void aHostIsEndedHereOrPassedThroughAndTheSecondClaimIsReported() {
    RouteTable table =
        table(
            List.of(
                passthrough("b/pass", "One.example.", "two.example"),
                route("a/http", "/", "one.example"),
                route("c/http", "/api", "two.example", "three.example"),
                passthrough("d/pass", "two.example")));

    assertThat(table.problems())
        .containsExactly(
            new RouteProblem.HostConflict("one.example", "a/http", "b/pass"),
            new RouteProblem.HostConflict("two.example", "b/pass", "c/http"),
            new RouteProblem.HostConflict("two.example", "b/pass", "d/pass"));
    assertThat(workloadAt(table, "one.example", "/")).isEqualTo("a/http");
    assertThat(tlsAt(table, "two.example")).isEqualTo("to b/pass");
    assertThat(workloadAt(table, "three.example", "/api")).isEqualTo("c/http");
  }

  private static ServerCertificate certificate(String fingerprint, String name) {
    return new ServerCertificate(fingerprint, Set.of(name), List.of(), new NoKey());
  }

  /** Never used to sign. */
  private static final class NoKey implements java.security.PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "none";
    }

    @Override
    public String getFormat() {
      return "none";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
