package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.agent.routing.policy.VisitorPolicy.PlainHttp;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS belongs to a host: one policy, one tenant, one certificate, found in one way. */
class HostTlsTest {
  private static final BackendPolicy ALL = (address, port) -> new BackendPolicy.Verdict.Allowed();
  private static final ServerCertificate AUTHORITY = TestCertificates.selfSigned("authority");
  private static final TlsPolicy STRICT =
      new TlsPolicy(TlsVersion.TLS_1_3, new ClientCertificates.Off());
  private static final TlsPolicy MUTUAL =
      new TlsPolicy(TlsVersion.TLS_1_2, new ClientCertificates.Required(AUTHORITY.chain()));

  private static HttpRoute route(
      String workload, String tenant, String prefix, TlsPolicy tls, String... hosts) {
    return new HttpRoute(
        workload,
        tenant,
        Set.of(hosts),
        prefix,
        new VisitorPolicy(PlainHttp.SERVE, tls, ""),
        new Cluster(
            workload,
            UpstreamProtocol.DEFAULT,
            List.of(new Cluster.Endpoint.Address("10.0.0.1", 80, 1))),
        ExchangeLimits.DEFAULT);
  }

  private static HttpRoute route(String workload, TlsPolicy tls, String... hosts) {
    return route(workload, "tenant", "/", tls, hosts);
  }

  private static RouteTable table(List<ServerCertificate> certificates, HostRoute... routes) {
    return RouteTableCompiler.compile(
        new RouteInputs(1, List.of(), Arrays.asList(routes), certificates, ALL));
  }

  private static ServerCertificate certificate(String... names) {
    return new ServerCertificate(
        "of " + names[0], Set.of(names), AUTHORITY.chain(), AUTHORITY.key());
  }

  private static TlsIdentity identity(RouteTable table, String serverName) {
    return table.tls(serverName) instanceof TlsDecision.Terminate terminate
        ? terminate.identity()
        : new TlsIdentity("none", "", TlsPolicy.DEFAULT, TlsPurpose.HTTP);
  }

  @ParameterizedTest
  @CsvSource({
    // Traefik CVE-2026-53622 looked server names up by case, and exactly only.
    "mtls.example, MUTUAL",
    "MTLS.Example, MUTUAL",
    // Traefik CVE-2022-23632 took the trailing dot for another name.
    "mtls.example., MUTUAL",
    "MTLS.EXAMPLE., MUTUAL",
    "a.wild.example, MUTUAL",
    "A.Wild.Example., MUTUAL",
    "own.wild.example, STRICT",
    "OWN.wild.example., STRICT",
    "xn--bcher-kva.example, MUTUAL",
    "XN--BCHER-KVA.example, MUTUAL",
    "open.example, DEFAULT",
  })
  void everySpellingOfAServerNameGetsThePolicyOfItsHost(String serverName, String policy) {
    List<ServerCertificate> certificates =
        List.of(
            certificate("mtls.example", "*.wild.example", "xn--bcher-kva.example", "open.example"));
    RouteTable table =
        table(
            certificates,
            route("mutual", MUTUAL, "mtls.example", "*.wild.example", "xn--bcher-kva.example"),
            route("own", STRICT, "own.wild.example"));

    TlsPolicy wanted =
        switch (policy) {
          case "MUTUAL" -> MUTUAL;
          case "STRICT" -> STRICT;
          default -> TlsPolicy.DEFAULT;
        };
    assertThat(identity(table, serverName).policy()).isEqualTo(wanted);
    assertThat(identity(table, serverName).fingerprint()).isEqualTo("of mtls.example");
  }

  @Test
  void aServerNameInUnicodeIsNoName() {
    RouteTable table =
        table(
            List.of(certificate("xn--bcher-kva.example")),
            route("a", MUTUAL, "xn--bcher-kva.example"));

    assertThat(table.tls("bücher.example"))
        .isEqualTo(new TlsDecision.Reject(TlsDecision.Reason.UNKNOWN_SERVER_NAME));
  }

  // Traefik CVE-2026-48491: the check between server name and host ignored wildcards.
  @ParameterizedTest
  @CsvSource({
    "open.example, mtls.example, false",
    "open.example, a.wild.example, false",
    "a.wild.example, b.wild.example, true",
    "a.wild.example, own.wild.example, false",
    "own.wild.example, a.wild.example, false",
    "mtls.example, a.wild.example, true",
    "mtls.example, open.example, false",
    "other.example, open.example, false",
    "unrouted.example, open.example, false",
    "open.example, nobody.example, false",
    "open.example, unrouted.example, true",
  })
  void aConnectionIsSharedOnlyWithinOneCertificateTenantAndPolicy(
      String serverName, String host, boolean shared) {
    ServerCertificate one =
        certificate(
            "open.example", "mtls.example", "*.wild.example", "other.example", "unrouted.example");
    RouteTable table =
        table(
            List.of(one),
            route("open", TlsPolicy.DEFAULT, "open.example"),
            route("mutual", MUTUAL, "mtls.example", "*.wild.example"),
            route("own", STRICT, "own.wild.example"),
            route("other", "another", "/", TlsPolicy.DEFAULT, "other.example"));

    assertThat(table.mayShareConnection(serverName, host)).isEqualTo(shared);
  }

  @Test
  void workloadsThatShareAHostAgreeOrTheLaterByNameIsLeftOutOfIt() {
    RouteTable table =
        table(
            List.of(certificate("one.example", "two.example")),
            route("c/3", "tenant", "/c", STRICT, "one.example"),
            route("b/2", "tenant", "/b", MUTUAL, "One.example.", "two.example"),
            route("a/1", "tenant", "/", STRICT, "one.example"));

    assertThat(table.problems())
        .containsExactly(new RouteProblem.TlsPolicyConflict("one.example", "a/1", "b/2"));
    assertThat(identity(table, "one.example").policy()).isEqualTo(STRICT);
    assertThat(identity(table, "two.example").policy()).isEqualTo(MUTUAL);
    assertThat(table.match("one.example", "/b"))
        .isInstanceOfSatisfying(
            RouteMatch.Found.class, f -> assertThat(f.route().workload()).isEqualTo("a/1"));
    assertThat(table.match("two.example", "/b"))
        .isInstanceOfSatisfying(
            RouteMatch.Found.class, f -> assertThat(f.route().workload()).isEqualTo("b/2"));
    assertThat(table.match("one.example", "/c"))
        .isInstanceOfSatisfying(
            RouteMatch.Found.class, f -> assertThat(f.route().workload()).isEqualTo("c/3"));
  }

  @Test
  void noAuthorityNeverMeansEveryAuthority() {
    TlsPolicy required =
        new TlsPolicy(TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of()));
    TlsPolicy optional =
        new TlsPolicy(TlsVersion.TLS_1_2, new ClientCertificates.Optional(List.of()));
    RouteTable table =
        table(List.of(), route("a", required, "a.example"), route("b", optional, "b.example"));

    assertThat(table.problems())
        .extracting(problem -> ((RouteProblem.InvalidRoute) problem).workload())
        .containsExactly("a", "b");
    assertThat(table.match("a.example", "/")).isInstanceOf(RouteMatch.NoHost.class);
  }

  @Test
  void everyIdentityThatAHandshakeCanMeetIsListed() {
    ServerCertificate wild = certificate("*.pool.example");
    ServerCertificate exact = certificate("a.pool.example");
    RouteTable table =
        table(
            List.of(wild, exact),
            route("w", STRICT, "*.pool.example"),
            route("b", MUTUAL, "b.pool.example"));

    assertThat(table.terminations())
        .containsExactlyInAnyOrder(
            new TlsDecision.Terminate(wild, "tenant", STRICT, TlsPurpose.HTTP),
            new TlsDecision.Terminate(exact, "tenant", STRICT, TlsPurpose.HTTP),
            new TlsDecision.Terminate(wild, "tenant", MUTUAL, TlsPurpose.HTTP));
    for (String name : List.of("a.pool.example", "b.pool.example", "c.pool.example")) {
      assertThat(table.terminations()).contains((TlsDecision.Terminate) table.tls(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/.well-known/acme-challenge/x"})
  void whereACertificateIsRequiredNothingIsServedInClear(String path) {
    assertThat(new VisitorPolicy(PlainHttp.SERVE, MUTUAL, "").redirectsInClear(path)).isTrue();
    assertThat(new VisitorPolicy(PlainHttp.SERVE, STRICT, "").redirectsInClear(path)).isFalse();
  }

  @Test
  void aHostWithoutACertificateNeverFallsBackToAWildcardThatIsPassedThrough() {
    PassthroughRoute wild =
        new PassthroughRoute(
            "wild",
            "tenant",
            Set.of("*.example"),
            route("wild", STRICT, "x.example").cluster(),
            ExchangeLimits.DEFAULT);
    RouteTable table = table(List.of(), wild, route("own", STRICT, "own.example"));

    assertThat(table.tls("other.example")).isInstanceOf(TlsDecision.Passthrough.class);
    assertThat(table.tls("own.example")).isInstanceOf(TlsDecision.Reject.class);
  }
}
