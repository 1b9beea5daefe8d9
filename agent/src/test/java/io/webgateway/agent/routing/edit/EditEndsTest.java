package io.webgateway.agent.routing.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.Handshake;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditEndsTest {
  private static final String POOL = "gw.example.org";
  private static final Placement PLACE = new Placement("blog", "web", List.of(POOL));
  private static final List<Backend> BACKENDS = List.of(Backend.of("[400::1]:80"));
  private static final Present ALL = new Present(10, 3, 4, 5);
  private static final TlsPolicy NEWER =
      new TlsPolicy(TlsVersion.TLS_1_3, new ClientCertificates.Off());

  private static Workload.HttpService http(Placement place, List<String> hosts) {
    return new Workload.HttpService(
        place, hosts, "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT);
  }

  private static Workload.UdpForward udp(int port) {
    return new Workload.UdpForward(
        PLACE, port, UdpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT, TrafficPolicy.DEFAULT);
  }

  private static Workload.TcpForward tcp(int port) {
    return new Workload.TcpForward(PLACE, port, BACKENDS, Timeouts.DEFAULT);
  }

  /** What TLS a workload asks is told by its first host here. */
  private static TlsPolicy tls(Workload.HttpService http) {
    return http.hosts().contains("newer.example") ? NEWER : TlsPolicy.DEFAULT;
  }

  private static EditEffect effect(Workload before, Optional<Workload> after) {
    return EditEnds.of(before, after, POOL, EditEndsTest::tls).effect(ALL, 2);
  }

  private static EditEffect ending(EndReason reason, Present ends, Present stays) {
    return new EditEffect(List.of(new EditEffect.Ending(reason, ends)), stays);
  }

  @Test
  void aWorkloadThatIsTakenBackEndsTunnelsAndFlows() {
    assertThat(effect(tcp(1), Optional.empty()))
        .isEqualTo(ending(EndReason.TAKEN_BACK, new Present(0, 0, 4, 5), new Present(10, 3, 0, 0)));
  }

  @Test
  void aWorkloadThatLeavesThePoolEndsTunnelsAndFlows() {
    Placement elsewhere = new Placement("blog", "web", List.of("other.example"));
    assertThat(effect(http(PLACE, List.of()), Optional.of(http(elsewhere, List.of()))).ends())
        .extracting(EditEffect.Ending::reason)
        .containsExactly(EndReason.LEAVES_POOL);
  }

  @Test
  void hostsPortsOfTcpAndEvenTheKindEndNothingThatIsThere() {
    EditEffect nothing = new EditEffect(List.of(), ALL);
    assertThat(effect(http(PLACE, List.of("a.example")), Optional.of(http(PLACE, List.of()))))
        .isEqualTo(nothing);
    assertThat(effect(tcp(1), Optional.of(tcp(2)))).isEqualTo(nothing);
    assertThat(effect(tcp(1), Optional.of(udp(1)))).isEqualTo(nothing);
    assertThat(effect(http(PLACE, List.of()), Optional.of(tcp(1)))).isEqualTo(nothing);
    assertThat(effect(udp(1), Optional.of(udp(1)))).isEqualTo(nothing);
  }

  @Test
  void anotherPortOrKindEndsFlows() {
    Present ends = new Present(0, 0, 0, 5);
    Present stays = new Present(10, 3, 4, 0);
    assertThat(effect(udp(1), Optional.of(udp(2))))
        .isEqualTo(ending(EndReason.PORT_CHANGED, ends, stays));
    assertThat(effect(udp(1), Optional.of(tcp(1))))
        .isEqualTo(ending(EndReason.KIND_CHANGED, ends, stays));
  }

  @Test
  void anotherTlsEndsConnectionsWhoseHandshakeWillNotDo() {
    assertThat(effect(http(PLACE, List.of()), Optional.of(http(PLACE, List.of("newer.example")))))
        .isEqualTo(ending(EndReason.TLS_CHANGED, new Present(2, 0, 0, 0), new Present(8, 3, 4, 5)));
  }

  @Test
  void aHandshakeHoldsWhereItWouldComeOutTheSame() {
    ClientCertificates off = new ClientCertificates.Off();
    ClientCertificates asked = new ClientCertificates.Optional(List.of());
    TlsPolicy asks = new TlsPolicy(TlsVersion.TLS_1_2, asked);
    Handshake of12 = new Handshake(TlsPolicy.DEFAULT, TlsVersion.TLS_1_2, false);
    Handshake of13 = new Handshake(TlsPolicy.DEFAULT, TlsVersion.TLS_1_3, false);
    assertThat(of12.holdsUnder(TlsPolicy.DEFAULT)).isTrue();
    assertThat(of12.holdsUnder(NEWER)).isFalse();
    assertThat(of13.holdsUnder(NEWER)).isTrue();
    assertThat(of13.holdsUnder(asks)).as("nobody has asked it").isFalse();
    TlsPolicy nobodyAsks = new TlsPolicy(TlsVersion.TLS_1_2, off);
    assertThat(new Handshake(asks, TlsVersion.TLS_1_2, false).holdsUnder(nobodyAsks)).isTrue();
    assertThat(new Handshake(asks, TlsVersion.TLS_1_2, true).holdsUnder(nobodyAsks))
        .as("its backend would be told of a certificate that nobody asks for")
        .isFalse();
    assertThat(
            new Handshake(asks, TlsVersion.TLS_1_3, true)
                .holdsUnder(new TlsPolicy(TlsVersion.TLS_1_3, asked)))
        .isTrue();
  }
}
