package io.webgateway.rules;

import static io.webgateway.rules.LedgerFixture.codes;
import static io.webgateway.rules.LedgerFixture.expectAccepted;
import static io.webgateway.rules.LedgerFixture.workloadKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.name.PortProtocol;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Domains, ports and workloads, and what a change of a name's owner does to them. */
class HostingRulesTest {
  private static final String POOL = "gw.example.org";
  private static final Duration DAY = Duration.ofDays(1);

  private final LedgerFixture world = new LedgerFixture();
  private final SigningKey provider = world.provider("provider");
  private final SigningKey alice = world.identity("alice");
  private final SigningKey bob = world.identity("bob");

  HostingRulesTest() {
    expectAccepted(world.pool(provider, POOL, PoolAdmission.OPEN));
    expectAccepted(world.grant(provider, alice.identity(), 3));
    expectAccepted(world.grant(provider, bob.identity(), 3));
    expectAccepted(world.reserve("blog", alice, provider.identity(), 30));
    expectAccepted(world.reserve("shop", bob, provider.identity(), 30));
  }

  @Test
  void aDomainIsClaimedOnceInOneSpelling() {
    assertThat(codes(claim("www.example.com", alice, "blog"))).isEmpty();
    assertThat(codes(claim("www.example.com", bob, "shop"))).containsExactly("domain-taken");
    assertThat(codes(claim("a.www.example.com", bob, "shop"))).containsExactly("parent-taken");
    assertThat(codes(claim("notwww.example.com", bob, "shop"))).isEmpty();
    assertThat(codes(claim("WWW.example.net", bob, "shop"))).containsExactly("bad-domain");
    assertThat(codes(claim("example", bob, "shop"))).containsExactly("bad-domain");
    for (String key : List.of("domain/com.example.x.", "domain/com..x", "domain/.com.x")) {
      DomainBody body = new DomainBody(bob.identity(), "shop", 1, false);
      assertThat(codes(world.put(new RecordKey(key), body, bob)))
          .as(key)
          .containsExactly("bad-domain");
    }
  }

  @Test
  void noDomainLiesInAPool() {
    assertThat(codes(claim(POOL, alice, "blog"))).containsExactly("inside-a-pool");
    assertThat(codes(claim("blog." + POOL, alice, "blog"))).containsExactly("inside-a-pool");
    assertThat(codes(claim("x" + POOL, alice, "blog"))).isEmpty();
  }

  @Test
  void aClaimNeedsTheNameAndEndsWithIt() {
    assertThat(codes(claim("www.example.com", alice, "shop"))).containsExactly("name-not-held");
    assertThat(codes(claim("www.example.com", alice, "no name/"))).containsExactly("name-not-held");
    expectAccepted(claim("www.example.com", alice, "blog"));
    release("blog", alice);
    assertThat(codes(claim("www.example.com", bob, "shop"))).isEmpty();
  }

  @Test
  void onlyWhatIsClaimedIsReleased() {
    DomainBody nothing = new DomainBody(bob.identity(), "shop", 1, true);
    assertThat(codes(world.put(RecordKey.domain("b.example.com"), nothing, bob)))
        .containsExactly("nothing-to-release");
    PortBody port = new PortBody(bob.identity(), "shop", "x", 1, true);
    assertThat(codes(world.put(port(25), port, bob))).containsExactly("nothing-to-release");
    expectAccepted(claim("b.example.com", bob, "shop"));
    assertThat(codes(world.put(RecordKey.domain("b.example.com"), nothing, bob))).isEmpty();
    assertThat(codes(claim("b.example.com", alice, "blog"))).isEmpty();
  }

  @Test
  void portsAreFirstComeCountedAndNotMovedUnnoticed() {
    assertThat(codes(claimPort(25, alice, "blog", "mail"))).isEmpty();
    assertThat(codes(claimPort(25, bob, "shop", "mail"))).containsExactly("port-taken");
    assertThat(codes(claimPort(25, alice, "blog", "other"))).containsExactly("port-taken");
    expectAccepted(claimPort(26, alice, "blog", "mail"));
    expectAccepted(claimPort(27, alice, "blog", "mail"));
    assertThat(codes(claimPort(28, alice, "blog", "mail"))).containsExactly("grant-exceeded");
    PortBody released = new PortBody(alice.identity(), "blog", "mail", 1, true);
    expectAccepted(world.put(port(25), released, alice));
    assertThat(codes(claimPort(25, bob, "shop", "mail"))).isEmpty();
    assertThat(codes(claimPort(29, bob, "shop", "no id"))).containsExactly("bad-id");
    RecordKey elsewhere = RecordKey.port("nowhere.example", PortProtocol.TCP, 5);
    PortBody body = new PortBody(bob.identity(), "shop", "x", 1, false);
    assertThat(codes(world.put(elsewhere, body, bob))).containsExactly("no-such-pool");
    for (String bad : List.of("0", "65536", "01", "x")) {
      RecordKey key = new RecordKey("port/" + POOL + "/tcp/" + bad);
      assertThat(codes(world.put(key, body, bob))).as(bad).containsExactly("wrong-key");
    }
  }

  @Test
  void hostsAreTheNamesOwnOrClaimed() {
    expectAccepted(claim("example.com", alice, "blog"));
    for (String good :
        List.of(
            "blog." + POOL,
            "a.blog." + POOL,
            "*.blog." + POOL,
            "example.com",
            "x.example.com",
            "*.example.com")) {
      assertThat(codes(publish(good))).as(good).isEmpty();
    }
    for (String foreign :
        List.of(
            POOL,
            "*." + POOL,
            "shop." + POOL,
            "*.shop." + POOL,
            "xblog." + POOL,
            "notexample.com",
            "blog.other.example")) {
      assertThat(codes(publish(foreign))).as(foreign).containsExactly("foreign-host");
    }
    for (String bad :
        List.of("Example.com", "example.com.", "*.*.example.com", "a_b.example.com", "")) {
      assertThat(codes(publish(bad))).as(bad).containsExactly("bad-host");
    }
    assertThat(codes(world.http(alice, "blog/web", List.of(), List.of("x.example.net"))))
        .containsExactly("out-of-range", "foreign-host");
  }

  @Test
  void aNearerClaimShadowsItsParentWhileItIsInForce() {
    expectAccepted(claim("shop.example.com", bob, "shop"));
    expectAccepted(claim("example.com", alice, "blog"));
    assertThat(codes(publish("shop.example.com"))).containsExactly("foreign-host");
    assertThat(codes(publish("a.shop.example.com"))).containsExactly("foreign-host");
    release("shop", bob);
    assertThat(codes(publish("shop.example.com"))).isEmpty();
  }

  @Test
  void aPoolAroundAnotherDoesNotReachIntoIt() {
    SigningKey rival = world.provider("rival");
    expectAccepted(world.grant(rival, bob.identity(), 1));
    expectAccepted(world.reserve("gwx", bob, rival.identity(), 30));
    expectAccepted(world.pool(provider, "gwx.example.net", PoolAdmission.OPEN));
    expectAccepted(world.pool(rival, "example.net", PoolAdmission.OPEN));
    List<String> outer = List.of("example.net");
    assertThat(codes(world.http(bob, "gwx/web", outer, List.of("blog.gwx.example.net"))))
        .containsExactly("foreign-host");
    assertThat(codes(world.http(bob, "gwx/web", outer, List.of("gwx.example.net"))))
        .containsExactly("foreign-host");
  }

  @Test
  void aPoolInAClaimedDomainKeepsItsHosts() {
    expectAccepted(claim("example.net", alice, "blog"));
    expectAccepted(world.pool(provider, "gw.example.net", PoolAdmission.OPEN));
    List<String> pools = List.of("gw.example.net");
    assertThat(codes(world.http(alice, "blog/web", pools, List.of("shop.gw.example.net"))))
        .containsExactly("foreign-host");
    assertThat(codes(world.http(alice, "blog/web", pools, List.of("www.example.net")))).isEmpty();
    assertThat(codes(publish("gw.example.net"))).isEmpty();
  }

  @Test
  void aWorkloadIsOnOneToSixteenKnownPools() {
    List<String> pools = IntStream.range(0, 17).mapToObj(i -> "p" + i + ".example.net").toList();
    pools.forEach(pool -> expectAccepted(world.pool(provider, pool, PoolAdmission.OPEN)));
    assertThat(codes(world.http(alice, "blog/web", pools, List.of()))).contains("out-of-range");
    assertThat(codes(world.http(alice, "blog/web", pools.subList(0, 16), List.of()))).isEmpty();
    assertThat(codes(world.http(alice, "blog/b", List.of(POOL, POOL), List.of())))
        .containsExactly("double-pool");
    assertThat(codes(world.http(alice, "blog/b", List.of("no pool/"), List.of())))
        .contains("no-such-pool");
    assertThat(codes(world.http(alice, "shop/b", List.of(POOL), List.of())))
        .containsExactly("name-not-held");
    assertThat(codes(world.http(alice, "blog/B_b", List.of(POOL), List.of())))
        .containsExactly("bad-id");
  }

  @Test
  void inGraceAWorkloadIsDeletedButNotChanged() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    world.pass(Duration.ofDays(31));
    assertThat(codes(publish("blog." + POOL))).containsExactly("name-in-grace");
    assertThat(codes(delete("blog/web", alice, 1))).isEmpty();
    assertThat(codes(delete("blog/web", alice, 1))).containsExactly("nothing-to-delete");
  }

  @Test
  void aDeletionSaysNothingElseAndIsTheOwners() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    WorkloadBody body = world.body(workloadKey("blog/web"), WorkloadBody.class);
    WorkloadBody smuggled =
        new WorkloadBody(1, List.of("evil.example"), body.spec(), body.sealedHash(), true);
    assertThat(codes(world.put(workloadKey("blog/web"), smuggled, alice)))
        .containsExactly("nothing-to-delete");
    assertThat(codes(delete("blog/web", bob, 1))).containsExactly("name-not-held");
    release("blog", alice);
    assertThat(codes(delete("blog/web", alice, 1))).isEmpty();
  }

  @Test
  void aTransferEndsWhatTheOldOwnerPublishedForEver() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    assertThat(serving()).isInstanceOf(Serving.Continues.class);
    transfer("blog", alice, bob);
    assertThat(serving()).isEqualTo(new Serving.Ended(Serving.End.TRANSFERRED));
    transfer("blog", bob, alice);
    assertThat(world.name("blog").tenure()).isEqualTo(3);
    assertThat(serving()).isEqualTo(new Serving.Ended(Serving.End.TRANSFERRED));
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    assertThat(serving()).isInstanceOf(Serving.Continues.class);
  }

  @Test
  void aNewOwnerMayClearAwayWhatWasLeft() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    transfer("blog", alice, bob);
    assertThat(codes(delete("blog/web", alice, 1))).containsExactly("name-not-held");
    assertThat(codes(delete("blog/web", bob, 2))).isEmpty();
  }

  @Test
  void aLapseEndsARouteAfterGraceAndTenMinutesAndAReleaseAtOnce() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    Instant end = world.name("blog").until().plus(Duration.ofDays(14)).plusSeconds(600);
    assertThat(servingAt(end.minusMillis(1))).isEqualTo(new Serving.Continues(end));
    assertThat(servingAt(end)).isEqualTo(new Serving.Ended(Serving.End.EXPIRED));
    release("blog", alice);
    assertThat(serving()).isEqualTo(new Serving.Ended(Serving.End.RELEASED));
  }

  @Test
  void aDeletedWorkloadEnds() {
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    expectAccepted(delete("blog/web", alice, 1));
    assertThat(serving()).isEqualTo(new Serving.Ended(Serving.End.DELETED));
  }

  @Test
  void lapsedClaimsDoNotMakeAChainLookBroken() {
    expectAccepted(claim("www.example.com", alice, "blog"));
    expectAccepted(claimPort(25, alice, "blog", "mail"));
    release("blog", alice);
    for (RecordKey key : List.of(RecordKey.domain("www.example.com"), port(25))) {
      var next =
          key.equals(port(25))
              ? world.next(
                  key, new PortBody(bob.identity(), "shop", "m", 1, false), bob, bob.identity())
              : world.next(
                  key, new DomainBody(bob.identity(), "shop", 1, false), bob, bob.identity());
      assertThat(codes(LedgerRules.decide(next, world.ledger, world.now(), Scope.CHAIN))).isEmpty();
      assertThat(codes(world.submit(next))).isEmpty();
    }
  }

  private Serving serving() {
    return servingAt(world.now());
  }

  private Serving servingAt(Instant at) {
    return Serving.of(
        world.ledger.latest(RecordKey.name("blog")).orElseThrow(),
        world.ledger.latest(workloadKey("blog/web")).orElseThrow(),
        LedgerParameters.DEFAULT,
        at);
  }

  private Verdict publish(String host) {
    return world.http(alice, "blog/web", List.of(POOL), List.of(host));
  }

  private Verdict delete(String path, SigningKey by, int tenure) {
    WorkloadBody body = world.body(workloadKey(path), WorkloadBody.class);
    return world.put(
        workloadKey(path),
        new WorkloadBody(tenure, body.pools(), body.spec(), body.sealedHash(), true),
        by);
  }

  private Verdict claim(String domain, SigningKey by, String namespace) {
    return world.put(
        RecordKey.domain(domain), new DomainBody(by.identity(), namespace, 1, false), by);
  }

  private Verdict claimPort(int number, SigningKey by, String namespace, String id) {
    return world.put(port(number), new PortBody(by.identity(), namespace, id, 1, false), by);
  }

  private static RecordKey port(int number) {
    return RecordKey.port(POOL, PortProtocol.TCP, number);
  }

  private void release(String name, SigningKey owner) {
    NameBody held = world.name(name);
    expectAccepted(
        world.put(
            RecordKey.name(name),
            new NameBody(
                held.owner(), held.sponsor(), held.until(), held.tenure(), true, Optional.empty()),
            owner));
  }

  private void transfer(String name, SigningKey from, SigningKey to) {
    NameBody held = world.name(name);
    TransferOffer offer = new TransferOffer(to.identity(), world.now().plus(DAY));
    expectAccepted(
        world.put(
            RecordKey.name(name),
            new NameBody(
                held.owner(),
                held.sponsor(),
                held.until(),
                held.tenure(),
                false,
                Optional.of(offer)),
            from));
    expectAccepted(
        world.put(
            RecordKey.name(name),
            new NameBody(
                to.identity(),
                held.sponsor(),
                held.until(),
                held.tenure() + 1,
                false,
                Optional.empty()),
            to));
  }
}
