package io.webgateway.agent.cli;

import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.Words;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Words that options take besides what an enum says, for help and for completion. */
final class KnownWords {
  private KnownWords() {}

  /** Kinds of workload. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(WorkloadKind.values()).map(WorkloadKind::word).iterator();
    }
  }

  /** What an HttpService does on port 80. */
  static final class PlainHttpPolicies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Words.PLAIN_HTTP.all().iterator();
    }
  }

  /** The fields that {@code --set} is for, with what begins their values. */
  static final class SettableFields implements Iterable<String> {
    private static final List<String> FIELDS =
        List.of(
            "plainHttp=",
            "tls.minVersion=",
            "tls.clientCertificates.mode=",
            "tls.clientCertificates.ca=@",
            "tls.hsts.maxAgeSeconds=",
            "tls.hsts.includeSubDomains=",
            "backendProtocol=",
            "backendTls=off",
            "backendTls.ca=@",
            "backendTls.pins=",
            "backendTls.serverName=",
            "backendTls.certificate=@",
            "backendTls.key=@",
            "pathPrefix=",
            "timeouts.connectMillis=",
            "timeouts.firstByteMillis=",
            "timeouts.idleMillis=",
            "timeouts.writeStallMillis=",
            "timeouts.totalMillis=",
            "balancing.method=",
            "balancing.hash=",
            "balancing.sticky=",
            "balancing.sticky.cookie=",
            "balancing.sticky.maxAgeSeconds=",
            "balancing.slowStartMillis=",
            "balancing.panicPercent=",
            "health.check=",
            "health.path=",
            "health.host=",
            "health.status=",
            "health.service=",
            "health.intervalMillis=",
            "health.timeoutMillis=",
            "health.rise=",
            "health.fall=",
            "health.port=",
            "health.ejection.failures=",
            "health.ejection.baseMillis=",
            "health.ejection.maxPercent=",
            "retries.attempts=",
            "retries.budgetPercent=",
            "circuit.maxConnections=",
            "circuit.maxRequests=",
            "circuit.maxPending=",
            "limits.maxConnections=",
            "limits.connectionsPerSecond=",
            "limits.requestsPerSecond=",
            "limits.bitsPerSecondIn=",
            "limits.bitsPerSecondOut=",
            "limits.maxHeaderBytes=",
            "limits.maxBodyBytes=",
            "limits.minBodyBytesPerSecond=",
            "limits.perClient.maxConnections=",
            "limits.perClient.connectionsPerSecond=",
            "limits.perClient.requestsPerSecond=",
            "limits.perClient.bitsPerSecondIn=",
            "limits.perClient.bitsPerSecondOut=",
            "proxyProtocol=",
            "port=",
            "tls=off",
            "flows.maxFlows=",
            "flows.maxFlowsPerClient=",
            "flows.lifetimeMillis=",
            "flows.amplification=",
            "flows.oneWay=");

    @Override
    public Iterator<String> iterator() {
      return FIELDS.iterator();
    }
  }
}
