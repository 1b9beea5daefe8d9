package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.wire.ProblemDocument.FieldError;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what only one kind has: how it meets its visitors and speaks with its backends. What is
 * read counts only when no problem was reported.
 */
final class SettingsReader {
  /** The fields that it reads for an HttpService, besides one of its limits. */
  static final List<String> HTTP = List.of("plainHttp", "tls", "backendProtocol", "backendTls");

  /** The fields that it reads for a TcpForward. */
  static final List<String> TCP = List.of("tls", "backendTls");

  /** The fields that it reads for a UdpForward. */
  static final List<String> UDP = List.of("flows");

  /** The limit that it reads. */
  static final String MIN_BODY = "minBodyBytesPerSecond";

  private final DocumentFields fields;
  private final TlsReader tls;

  SettingsReader(DocumentFields fields) {
    this.fields = fields;
    this.tls = new TlsReader(fields);
  }

  HttpSettings http() {
    return checked(
        () ->
            new HttpSettings(
                fields
                    .word("/plainHttp", fields.child("plainHttp"), Words.PLAIN_HTTP, "bad-policy")
                    .orElse(Words.PLAIN_HTTP.usual()),
                tls.http(),
                new BackendProtocol(version(), tls.backend()),
                minBody()),
        SettingsCheck::of);
  }

  TcpSettings tcp() {
    return checked(() -> new TcpSettings(tls.tcp(), tls.backend()), SettingsCheck::of);
  }

  UdpSettings udp() {
    UdpSettings usual = UdpSettings.DEFAULT;
    DocumentGroup flows =
        fields.group(
            "/flows",
            fields.child("flows"),
            List.of("maxFlows", "maxFlowsPerClient", "lifetimeMillis", "amplification", "oneWay"),
            "Write {maxFlows: 10000}");
    return new UdpSettings(
        flows.count("maxFlows", usual.maxFlows(), 1, UdpSettings.MAX_FLOWS),
        flows.count("maxFlowsPerClient", usual.maxFlowsPerClient(), 1, UdpSettings.MAX_FLOWS),
        flows.whole("lifetimeMillis", usual.lifetimeMillis(), 0, UdpSettings.MAX_LIFETIME_MILLIS),
        flows.count("amplification", usual.amplification(), 0, UdpSettings.MAX_AMPLIFICATION),
        flows.flag("oneWay"));
  }

  // What is wrong with a whole that is in form; otherwise stand-ins would be judged.
  private <T> T checked(Supplier<T> reader, Function<T, List<FieldError>> check) {
    int before = fields.problems().size();
    T settings = reader.get();
    if (fields.problems().size() == before) {
      check.apply(settings).forEach(fields::report);
    }
    return settings;
  }

  private BackendProtocol.Http version() {
    return fields
        .word(
            "/backendProtocol",
            fields.child("backendProtocol"),
            Words.HTTP_VERSIONS,
            "bad-protocol")
        .orElse(Words.HTTP_VERSIONS.usual());
  }

  // The mapping itself is looked at where the other limits are read.
  private long minBody() {
    return fields.whole(
        "/limits/" + MIN_BODY,
        fields.child("limits").path(MIN_BODY),
        HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND,
        0,
        HttpSettings.MAX_MIN_BODY_BYTES_PER_SECOND);
  }
}
