package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.reconcile.PemSamples;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
import io.webgateway.wire.document.WorkloadDocument;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SettingsTextTest {
  private static final String PLAIN =
      """
      kind: HttpService
      namespace: blog
      id: web
      pools: [gw.example.org]
      backends: ["[400::1]:8080"]
      """;

  @Test
  void whatAnEditorGetsIsReadBackTheSame() {
    Workload usual = only(PLAIN);
    Workload set =
        only(
            PLAIN
                + """
                plainHttp: passAcme
                tls:
                  minVersion: 1.3
                  clientCertificates:
                    mode: optional
                    ca: |
                %s
                backendProtocol: http2
                backendTls: {pins: ["pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY="]}
                timeouts: {writeStallMillis: 5000, totalMillis: 60000}
                limits: {minBodyBytesPerSecond: 0}
                """
                    .formatted(PemSamples.AUTHORITY.indent(6).stripTrailing()));
    for (Workload workload : List.of(usual, set)) {
      assertThat(only(Documents.yaml(WorkloadDocument.write(workload)))).isEqualTo(workload);
    }
    assertThat(Documents.yaml(WorkloadDocument.write(set)))
        .contains("ca: |")
        .contains("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void offWithoutQuotationMarksIsOff() {
    assertThat(only(PLAIN + "tls: {clientCertificates: {mode: off}}\nbackendTls: off\n"))
        .isEqualTo(only(PLAIN));
  }

  @Test
  void whatIsOffBecomesAMappingByItsFirstField() throws IOException {
    ObjectNode document = WorkloadDocument.write(only(PLAIN));
    FieldPath.set(document, "backendTls.serverName=inner.example.org");
    assertThat(document.path("backendTls").path("serverName").asString(""))
        .isEqualTo("inner.example.org");
    assertThatThrownBy(() -> FieldPath.set(document, "plainHttp.x=1")).isInstanceOf(Usage.class);
    assertThatThrownBy(() -> FieldPath.set(document, "backendTls.ca=@/no/such/file"))
        .isInstanceOf(Usage.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void nullTakesAFieldAway() throws IOException {
    String pins = "backendTls: {pins: [\"pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY=\"]}\n";
    ObjectNode document = WorkloadDocument.write(only(PLAIN + pins));
    FieldPath.set(document, "backendTls.key=kept");
    FieldPath.set(document, "backendTls.key=null");
    assertThat(WorkloadDocument.read(document))
        .isEqualTo(new WorkloadDocument.Parsed(only(PLAIN + pins)));
  }

  @Test
  void everyFieldThatIsOfferedForSettingIsOne() throws IOException {
    for (String field : new KnownWords.SettableFields()) {
      ObjectNode document = WorkloadDocument.write(only(PLAIN));
      String name = field.substring(0, field.indexOf('='));
      FieldPath.set(document, name + "=[]");
      assertThat(Json.write(WorkloadDocument.read(document)))
          .as(name)
          .doesNotContain("unknown-field");
    }
  }

  private static Workload only(String yaml) {
    return Documents.workloads(Documents.parse(yaml)).getFirst();
  }
}
