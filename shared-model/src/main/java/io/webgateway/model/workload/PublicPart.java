package io.webgateway.model.workload;

import io.webgateway.model.name.PortProtocol;
import java.util.List;
import java.util.Optional;

/** What everybody may see of a workload: its kind and the exclusive things that it answers for. */
public sealed interface PublicPart {

  /** The hosts it answers for; empty where it has none of its own choosing. */
  List<String> hosts();

  /** The port of each pool that it takes, if any. */
  Optional<PoolPort> port();

  /** A port on each of the workload's pools. */
  record PoolPort(PortProtocol protocol, int port) {}

  /** Public part of {@link Workload.HttpService}. */
  record HttpService(List<String> hosts) implements PublicPart {
    /** Copies the list. */
    public HttpService {
      hosts = List.copyOf(hosts);
    }

    @Override
    public Optional<PoolPort> port() {
      return Optional.empty();
    }
  }

  /** Public part of {@link Workload.TlsPassthrough}. */
  record TlsPassthrough(List<String> hosts) implements PublicPart {
    /** Copies the list. */
    public TlsPassthrough {
      hosts = List.copyOf(hosts);
    }

    @Override
    public Optional<PoolPort> port() {
      return Optional.empty();
    }
  }

  /** Public part of {@link Workload.TcpForward}. */
  record TcpForward(int number) implements PublicPart {
    @Override
    public List<String> hosts() {
      return List.of();
    }

    @Override
    public Optional<PoolPort> port() {
      return Optional.of(new PoolPort(PortProtocol.TCP, number));
    }
  }

  /** Public part of {@link Workload.UdpForward}. */
  record UdpForward(int number) implements PublicPart {
    @Override
    public List<String> hosts() {
      return List.of();
    }

    @Override
    public Optional<PoolPort> port() {
      return Optional.of(new PoolPort(PortProtocol.UDP, number));
    }
  }
}
