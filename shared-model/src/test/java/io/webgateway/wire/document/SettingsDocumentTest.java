package io.webgateway.wire.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.pem.PemSamples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class SettingsDocumentTest {
  private static final String CA = Json.write(PemSamples.AUTHORITY);
  private static final String LEAF = Json.write(PemSamples.CLIENT);
  private static final String KEY = Json.write(PemSamples.CLIENT_KEY);
  private static final String OTHER_KEY = Json.write(PemSamples.RSA_KEY);
  private static final BackendTls.Trust BY_CA =
      new BackendTls.Trust.Authorities(PemSamples.AUTHORITY);
  private static final BackendTls.Trust BY_PIN =
      new BackendTls.Trust.Pins(List.of(PemSamples.CLIENT_PIN));

  static Stream<HttpSettings> settings() {
    return Stream.of(
        HttpSettings.DEFAULT,
        HttpSettings.of(PlainHttpPolicy.PASS_ACME),
        HttpSettings.DEFAULT.with(
            new VisitorTls(
                VisitorTls.Version.TLS_1_3,
                new ClientCertificatePolicy.Required(PemSamples.AUTHORITY),
                new VisitorTls.Hsts(300, true))),
        HttpSettings.of(PlainHttpPolicy.SERVE)
            .with(
                new VisitorTls(
                    VisitorTls.Version.TLS_1_2,
                    new ClientCertificatePolicy.Optional(PemSamples.AUTHORITY),
                    VisitorTls.Hsts.OFF)),
        new HttpSettings(
            PlainHttpPolicy.REDIRECT,
            VisitorTls.DEFAULT,
            new BackendProtocol(
                BackendProtocol.Http.HTTP_2,
                new BackendTls.On(BY_PIN, "inner.example.org", Optional.empty())),
            0));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatIsWrittenIsReadBackTheSame(HttpSettings settings) {
    Workload workload = workload(settings, new Timeouts(1, 2, 3, 4, 0));
    assertThat(WorkloadDocument.read(Json.write(WorkloadDocument.write(workload))))
        .isEqualTo(new WorkloadDocument.Parsed(workload));
  }

  @Test
  void aPrivateKeyIsReadButOnlyThatItIsThereIsWritten() {
    String client = "\"certificate\":" + LEAF + ",\"key\":" + KEY;
    HttpSettings read = read(with("\"backendTls\":{\"ca\":" + CA + "," + client + "}"));
    assertThat(read.backend().tls().key())
        .contains(new BackendTls.Key.Written(PemSamples.CLIENT_KEY));
    String written = Json.write(WorkloadDocument.write(workload(read, Timeouts.DEFAULT)));
    assertThat(written).contains("\"key\":\"kept\"").doesNotContain("PRIVATE KEY");
    assertThat(read(written).backend().tls().key()).contains(new BackendTls.Key.Kept());
    assertThat(read.toString()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void yamlsOwnReadingOfShortWordsIsUnderstood() {
    HttpSettings read =
        read(
            with(
                "\"tls\":{\"minVersion\":1.3,\"clientCertificates\":{\"mode\":false}},"
                    + "\"backendTls\":false"));
    assertThat(read.tls().minVersion()).isEqualTo(VisitorTls.Version.TLS_1_3);
    assertThat(read.tls().clientCertificates()).isEqualTo(new ClientCertificatePolicy.Off());
    assertThat(read.backend().tls()).isEqualTo(new BackendTls.Off());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "plainHttp":"maybe" | /plainHttp | bad-policy
          "tls":7 | /tls | bad-form
          "tls":{"min":1} | /tls/min | unknown-field
          "tls":{"minVersion":"1.1"} | /tls/minVersion | bad-version
          "tls":{"clientCertificates":{"mode":"yes"}} | /tls/clientCertificates/mode | bad-mode
          "tls":{"clientCertificates":{"mode":"required"}} | /tls/clientCertificates/ca | missing
          "tls":{"clientCertificates":{"ca":@CA}} | /tls/clientCertificates/ca | unused
          "tls":{"clientCertificates":{"mode":"optional","ca":@LEAF}} | /tls/clientCertificates/ca | bad-certificate
          "tls":{"clientCertificates":{"mode":"optional","ca":@KEY}} | /tls/clientCertificates/ca | bad-certificate
          "tls":{"clientCertificates":{"mode":"optional","ca":5}} | /tls/clientCertificates/ca | bad-form
          "plainHttp":"serve","tls":{"clientCertificates":{"mode":"required","ca":@CA}} | /plainHttp | certificate-bypassed
          "tls":{"hsts":{"maxAgeSeconds":-1}} | /tls/hsts/maxAgeSeconds | out-of-range
          "tls":{"hsts":{"maxAgeSeconds":63072001}} | /tls/hsts/maxAgeSeconds | out-of-range
          "tls":{"hsts":{"includeSubDomains":true}} | /tls/hsts/includeSubDomains | unused
          "tls":{"hsts":{"includeSubDomains":"yes"}} | /tls/hsts/includeSubDomains | bad-form
          "backendProtocol":"h2" | /backendProtocol | bad-protocol
          "backendTls":"on" | /backendTls | bad-form
          "backendTls":{"serverName":"a.org"} | /backendTls | missing
          "backendTls":{"ca":@CA,"pins":["@PIN"]} | /backendTls | double
          "backendTls":{"ca":@LEAF} | /backendTls/ca | bad-certificate
          "backendTls":{"pins":[]} | /backendTls/pins | out-of-range
          "backendTls":{"pins":"@PIN"} | /backendTls/pins | bad-form
          "backendTls":{"pins":["@PIN","@PIN"]} | /backendTls/pins | double
          "backendTls":{"pins":["@PIN","AAAA"]} | /backendTls/pins/1 | bad-pin
          "backendTls":{"pins":["@PIN"],"serverName":"a b"} | /backendTls/serverName | bad-server-name
          "backendTls":{"ca":@CA,"certificate":@LEAF} | /backendTls/key | missing
          "backendTls":{"ca":@CA,"key":@KEY} | /backendTls/certificate | missing
          "backendTls":{"ca":@CA,"certificate":@LEAF,"key":@OTHER} | /backendTls/key | key-mismatch
          "backendTls":{"ca":@CA,"certificate":@LEAF,"key":@LEAF} | /backendTls/key | bad-key
          "backendTls":{"ca":@CA,"certificate":@KEY,"key":@KEY} | /backendTls/certificate | bad-certificate
          "limits":{"minBodyBytesPerSecond":-1} | /limits/minBodyBytesPerSecond | out-of-range
          "limits":{"speed":1} | /limits/speed | unknown-field
          "timeouts":{"writeStallMillis":0} | /timeouts/writeStallMillis | out-of-range
          "timeouts":{"totalMillis":86400001} | /timeouts/totalMillis | out-of-range
          "kind":"TlsPassthrough","backendProtocol":"http2" | /backendProtocol | wrong-kind
          "kind":"TlsPassthrough","timeouts":{"totalMillis":1} | /timeouts/totalMillis | unknown-field
          """)
  void oneWrongSettingIsOneProblemAtItsPlaceWithoutAnyKey(
      String change, String pointer, String code) {
    String json =
        change
            .replace("@CA", CA)
            .replace("@LEAF", LEAF)
            .replace("@OTHER", OTHER_KEY)
            .replace("@KEY", KEY)
            .replace("@PIN", PemSamples.CLIENT_PIN);
    assertThat(WorkloadDocument.read(with(json)))
        .isInstanceOfSatisfying(
            WorkloadDocument.Invalid.class,
            invalid -> {
              assertThat(invalid.problems()).extracting(FieldError::pointer).containsOnly(pointer);
              assertThat(invalid.problems()).extracting(FieldError::code).containsOnly(code);
              assertThat(invalid.problems().getFirst().cure()).isNotBlank();
              assertThat(invalid.toString())
                  .doesNotContain(PemSamples.CLIENT_KEY.lines().toList().get(1));
            });
  }

  @Test
  void certificatesAreJudgedByTodaysDateOnlyWhenAsked() {
    HttpSettings settings =
        read(
            with(
                "\"tls\":{\"clientCertificates\":{\"mode\":\"required\",\"ca\":"
                    + CA
                    + "}},\"backendTls\":{\"ca\":"
                    + CA
                    + ",\"certificate\":"
                    + LEAF
                    + ",\"key\":"
                    + KEY
                    + "}"));
    assertThat(SettingsCheck.of(settings, Instant.parse("2030-01-01T00:00:00Z"))).isEmpty();
    assertThat(SettingsCheck.of(settings, Instant.parse("2200-01-01T00:00:00Z")))
        .extracting(FieldError::pointer)
        .containsExactly("/tls/clientCertificates/ca", "/backendTls/ca", "/backendTls/certificate");
  }

  @Test
  void hstsIsWrittenAsBrowsersReadIt() {
    assertThat(VisitorTls.Hsts.OFF.fieldValue()).isEmpty();
    assertThat(new VisitorTls.Hsts(300, false).fieldValue()).isEqualTo("max-age=300");
    assertThat(new VisitorTls.Hsts(300, true).fieldValue())
        .isEqualTo("max-age=300; includeSubDomains");
  }

  @Test
  void everyTrustIsReadBack() {
    assertThat(read(with("\"backendTls\":{\"ca\":" + CA + "}")).backend().tls())
        .isEqualTo(new BackendTls.On(BY_CA, "", Optional.empty()));
  }

  private static HttpSettings read(String json) {
    return switch (WorkloadDocument.read(json)) {
      case WorkloadDocument.Parsed parsed -> ((Workload.HttpService) parsed.workload()).http();
      case WorkloadDocument.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  private static Workload workload(HttpSettings settings, Timeouts timeouts) {
    return new Workload.HttpService(
        new Placement("blog", "web", List.of("gw.example.org")),
        List.of(),
        "/",
        settings,
        List.of(Backend.of("[400::1]:8080")),
        timeouts);
  }

  /** A good document with some fields set, as JSON. */
  private static String with(String fields) {
    ObjectNode good =
        (ObjectNode)
            Json.readTree(
                """
                {"kind":"HttpService","namespace":"blog","id":"web","pools":["gw.example.org"],
                 "backends":["[400::1]:8080"]}
                """);
    Json.readTree("{" + fields + "}")
        .properties()
        .forEach(field -> good.set(field.getKey(), field.getValue()));
    return Json.write(good);
  }
}
