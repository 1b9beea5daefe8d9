package io.webgateway.client.screen.form;

import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.Workload;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is spoken with backends, while it is typed. A published private key is never in it, only
 * that there is one.
 *
 * @param http http1 or http2
 * @param tls off, ca or pins
 * @param ca authorities in PEM
 * @param pins one a line
 * @param serverName sent to backends and looked for in their certificates; empty for their host
 * @param certificate shown to backends that ask, in PEM; emptied, nothing is shown any more
 * @param key of the certificate, as somebody pastes it; empty keeps a published one
 * @param hasKey whether one is published
 */
public record BackendForm(
    String http,
    String tls,
    String ca,
    String pins,
    String serverName,
    String certificate,
    String key,
    boolean hasKey) {
  /** In clear. */
  public static final String OFF = "off";

  /** Known by an authority. */
  public static final String CA = "ca";

  /** Known by public keys. */
  public static final String PINS = "pins";

  /** The ways to encrypt, the usual one first. */
  public static final List<String> TLS_CHOICES = List.of(OFF, CA, PINS);

  /** The usual. */
  public static final BackendForm USUAL = of(BackendProtocol.DEFAULT);

  static BackendForm of(BackendProtocol protocol) {
    String http = protocol.http().word();
    return switch (protocol.tls()) {
      case BackendTls.Off _ -> new BackendForm(http, OFF, "", "", "", "", "", false);
      case BackendTls.On on -> {
        String ca = on.trust() instanceof BackendTls.Trust.Authorities(String pem) ? pem : "";
        List<String> pins =
            on.trust() instanceof BackendTls.Trust.Pins(List<String> keys) ? keys : List.of();
        yield new BackendForm(
            http,
            pins.isEmpty() ? CA : PINS,
            ca,
            String.join("\n", pins),
            on.serverName(),
            on.client().map(BackendTls.Credential::certificate).orElse(""),
            "",
            on.client().isPresent());
      }
    };
  }

  /** Whether connections are encrypted, so that the other fields count. */
  public boolean isEncrypted() {
    return !tls.equals(OFF);
  }

  /** Whether something here is not as usual, so that a form opens what it would fold away. */
  public boolean isUnusual() {
    return !equals(USUAL);
  }

  static BackendForm of(Workload workload) {
    return switch (workload) {
      case Workload.HttpService service -> of(service.http().backend());
      case Workload.TcpForward tcp ->
          of(new BackendProtocol(BackendProtocol.Http.HTTP_1, tcp.tcp().backend()));
      case Workload.TlsPassthrough _, Workload.UdpForward _ -> USUAL;
    };
  }

  void putHttp(ObjectNode tree) {
    tree.put("backendProtocol", http);
    putTls(tree);
  }

  void putTls(ObjectNode tree) {
    if (!isEncrypted()) {
      tree.put("backendTls", OFF);
      return;
    }
    ObjectNode node = tree.putObject("backendTls");
    if (tls.equals(PINS)) {
      ArrayNode list = node.putArray("pins");
      pins.lines().map(String::strip).filter(pin -> !pin.isEmpty()).forEach(list::add);
    } else {
      node.put("ca", ca);
    }
    if (!serverName.isBlank()) {
      node.put("serverName", serverName.strip());
    }
    if (!certificate.isBlank()) {
      node.put("certificate", certificate);
    }
    if (!key.isBlank()) {
      node.put("key", key);
    } else if (hasKey && !certificate.isBlank()) {
      node.put("key", "kept");
    }
  }

  @Override
  public String toString() {
    return "BackendForm[" + http + ", " + tls + "]";
  }
}
