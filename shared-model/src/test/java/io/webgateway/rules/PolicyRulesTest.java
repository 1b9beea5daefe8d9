package io.webgateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What sealed parts and grants may say of traffic. */
class PolicyRulesTest {
  private static final IdentityId OWNER = SigningKey.generate().identity();
  private static final Placement PLACE = new Placement("blog", "db", List.of("gw.example.org"));
  private static final List<Backend> BACKENDS = List.of(Backend.of("[400::1]:5432"));

  @Test
  void everyKindIsJudgedByWhatItHas() {
    TrafficPolicy cookie =
        TrafficPolicy.DEFAULT.with(
            Balancing.DEFAULT.with(new Balancing.Stickiness.Cookie("at", 0)));
    assertThat(pointers(tcp(TcpSettings.DEFAULT, cookie))).containsExactly("/balancing/sticky");
    assertThat(pointers(tcp(TcpSettings.DEFAULT, TrafficPolicy.DEFAULT))).isEmpty();
    TcpSettings pinned =
        new TcpSettings(
            new TcpSettings.VisitorSide.Untouched(),
            new BackendTls.On(new BackendTls.Trust.Pins(List.of("AAAA")), "", Optional.empty()));
    assertThat(pointers(tcp(pinned, TrafficPolicy.DEFAULT))).containsExactly("/backendTls/pins/0");
    Workload udp =
        new Workload.UdpForward(
            PLACE,
            53,
            new UdpSettings(0, 1, 0, 3, false),
            BACKENDS,
            Timeouts.DEFAULT,
            TrafficPolicy.UNCHECKED);
    assertThat(pointers(WorkloadParts.of(udp, OWNER))).containsExactly("/flows/maxFlows");
  }

  @Test
  void aUdpForwardFromBeforeThereWerePoliciesIsUncheckedAndGood() {
    WorkloadParts old =
        new WorkloadParts(
            new PublicPart.UdpForward(53),
            tcp(TcpSettings.DEFAULT, TrafficPolicy.DEFAULT).sealed());
    assertThat(pointers(old)).isEmpty();
    assertThat(old.join(PLACE).policy()).isEqualTo(TrafficPolicy.UNCHECKED);
  }

  @Test
  void aCeilingIsAnAmount() {
    assertThat(grant(new GrantBody.Ceiling(1_000_000, 0, 5))).isInstanceOf(Verdict.Accepted.class);
    assertThat(grant(new GrantBody.Ceiling(-1, 1_000_001, -5)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusals())
                    .extracting(Refusal::pointer)
                    .containsExactly(
                        "/body/ceiling/maxConnections",
                        "/body/ceiling/connectionsPerSecond",
                        "/body/ceiling/requestsPerSecond"));
  }

  private static Verdict grant(GrantBody.Ceiling ceiling) {
    LedgerFixture world = new LedgerFixture();
    SigningKey provider = world.provider("farm");
    GrantBody body =
        new GrantBody(
            1,
            1,
            0,
            List.of(),
            false,
            world.now().plus(Duration.ofDays(1)),
            List.of(),
            List.of(),
            Optional.of(ceiling));
    return world.submit(
        world.next(
            RecordKey.grant(provider.identity(), OWNER), body, provider, provider.identity()));
  }

  private static WorkloadParts tcp(TcpSettings settings, TrafficPolicy policy) {
    return WorkloadParts.of(
        new Workload.TcpForward(PLACE, 5432, settings, BACKENDS, Timeouts.DEFAULT, policy), OWNER);
  }

  private static List<String> pointers(WorkloadParts parts) {
    return SealedPartRules.decide(parts, "blog/db", OWNER).stream().map(Refusal::pointer).toList();
  }
}
