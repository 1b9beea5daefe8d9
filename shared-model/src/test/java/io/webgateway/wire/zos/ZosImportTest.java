package io.webgateway.wire.zos;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.document.WorkloadDocument;
import io.webgateway.wire.zos.ZosImport.Imported;
import io.webgateway.wire.zos.ZosImport.Invalid;
import io.webgateway.wire.zos.ZosImport.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZosImportTest {
  private static final Plan PLAN = new Plan(List.of("gw.example.org"), Map.of());

  @Test
  void aNameProxyBecomesAnHttpServiceUnderItsName() {
    Workload workload = one(nameProxy("blog", false, "http://[400::1]:8080"));
    assertThat(workload).isInstanceOf(Workload.HttpService.class);
    assertThat(workload.placement().path()).isEqualTo("blog/w1");
    assertThat(workload.placement().pools()).containsExactly("gw.example.org");
    assertThat(workload.backends()).containsExactly(Backend.of("[400::1]:8080"));
    assertThat(((Workload.HttpService) workload).hosts()).isEmpty();
    // Zero-OS sends everybody on port 80 to https.
    assertThat(((Workload.HttpService) workload).http()).isEqualTo(HttpSettings.DEFAULT);
  }

  @Test
  void passthroughBecomesTlsPassthrough() {
    Workload workload = one(nameProxy("vault", true, "[400::1]:8443"));
    assertThat(workload).isInstanceOf(Workload.TlsPassthrough.class);
    assertThat(workload.backends()).containsExactly(Backend.of("[400::1]:8443"));
  }

  @Test
  void aDomainBecomesAHostUnderTheWorkloadsName() {
    Imported imported = imported(fqdnProxy("WWW.Example.com", "my_site"), PLAN);
    Workload.HttpService workload = (Workload.HttpService) imported.items().getFirst().workload();
    assertThat(workload.hosts()).containsExactly("www.example.com");
    assertThat(workload.placement().path()).isEqualTo("my-site/my-site");
    assertThat(codes(imported.notes())).contains("lower-case", "own-domain", "namespace");
  }

  @Test
  void aNameThatIsNoneHereNeedsAnother() {
    String definition = nameProxy("my_blog", false, "http://[400::1]");
    Invalid invalid = invalid(definition);
    assertThat(invalid.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/data/name");
              assertThat(problem.cure()).contains("--name my_blog=NAME");
            });
    Plan plan = new Plan(PLAN.pools(), Map.of("my_blog", "my-blog"));
    assertThat(imported(definition, plan).items().getFirst().workload().placement().namespace())
        .isEqualTo("my-blog");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://192.0.2.1 | 192.0.2.1:80",
        "http://192.0.2.1:8080/ | 192.0.2.1:8080",
        "http://[400:0:0::1] | [400::1]:80",
        "http://[400::1]:3000/path?query | [400::1]:3000",
      })
  void aUrlBecomesAnAddressWithAPort(String url, String address) {
    assertThat(one(nameProxy("blog", false, url)).backends()).containsExactly(Backend.of(address));
  }

  @ParameterizedTest
  @CsvSource({
    "false, https://[400::1]:443",
    "false, '[400::1]:80'",
    "false, http://db.example.com",
    "false, 'http://[400::1'",
    "false, ''",
    "false, http://",
    "true, http://[400::1]:443",
    "true, '[400::1]:0'",
    "true, '[400::1]'",
    "true, 400::1:443",
    "true, db.example.com:443",
  })
  void aBackendThatZosRefusesIsAProblemWhereItStands(boolean passthrough, String backend) {
    assertThat(invalid(nameProxy("blog", passthrough, backend)).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/data/backends/0");
              assertThat(problem.code()).isEqualTo("bad-backend");
              assertThat(problem.cure()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'[400::1]:1', ''",
    "'[3ff::1]:1', ''",
    "'[2001:db8::1]:1', listed-backend",
    "10.0.0.1:1, listed-backend",
    "127.0.0.1:1, refused-backend",
    "'[fe80::1]:1', refused-backend",
  })
  void whatAPoolWillRefuseIsNoted(String backend, String code) {
    List<FieldError> notes = imported(nameProxy("blog", true, backend), PLAN).notes();
    assertThat(codes(notes).stream().filter(found -> found.endsWith("backend")).toList())
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  @Test
  void everythingThatStaysBehindIsNoted() {
    Imported imported =
        imported(
            """
            {"workloads": [
              {"name": "w", "type": "gateway-name-proxy", "description": "d", "metadata": "m",
               "data": {"name": "blog", "backends": ["http://10.1.1.1/x"], "network": "net", "new": 1},
               "result": {"state": "paused", "data": {"fqdn": "blog.gent01.example.net"}}},
              {"name": "v", "type": "zmachine", "data": {}},
              {"name": "o", "type": "gateway-name-proxy", "result": {"state": "deleted"}}
             ], "contract_id": 17}
            """,
            PLAN);
    assertThat(imported.items()).hasSize(1);
    assertThat(codes(imported.notes()))
        .containsExactlyInAnyOrder(
            "other-type",
            "deleted",
            "contract",
            "new-address",
            "url-parts",
            "listed-backend",
            "private-network",
            "unknown-field",
            "no-such-field",
            "no-such-field",
            "paused");
    assertThat(imported.notes()).allSatisfy(note -> assertThat(note.cure()).isNotBlank());
  }

  @Test
  void theSameNameOnTwoGatewaysIsOneWorkload() {
    String blog = nameProxy("blog", false, "http://[400::1]");
    Imported imported = imported("[" + blog + "," + blog + "]", PLAN);
    assertThat(imported.items()).hasSize(1);
    assertThat(codes(imported.notes())).contains("repeated");
  }

  @Test
  void oneNameWithTwoMeaningsIsAProblem() {
    String one = nameProxy("blog", false, "http://[400::1]");
    String other = nameProxy("Blog", false, "http://[400::2]");
    assertThat(invalid("[" + one + "," + other + "]").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.pointer()).isEqualTo("/1/data/name"));
  }

  @Test
  void severalDomainsUnderOneNameGetIdsOfTheirOwn() {
    Plan plan = new Plan(PLAN.pools(), Map.of("a.example.com", "acorn", "b.example.com", "acorn"));
    Imported imported =
        imported(
            "["
                + fqdnProxy("a.example.com", "site")
                + ","
                + fqdnProxy("b.example.com", "site")
                + "]",
            plan);
    assertThat(imported.items().stream().map(item -> item.workload().placement().path()))
        .containsExactly("acorn/site", "acorn/site-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "null",
        "{\"workloads\": 7}",
        "{\"workloads\": [7]}",
        "{\"workloads\": []}",
        "{\"type\": \"zmachine\"}",
        "{\"type\": \"gateway-name-proxy\"}",
        "{\"type\": \"gateway-name-proxy\", \"data\": {}}",
        "{\"type\": \"gateway-fqdn-proxy\", \"data\": {\"backends\": 7}}",
      })
  void whatHoldsNoDefinitionIsAProblem(String json) {
    assertThat(invalid(json).problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.cure()).isNotBlank());
  }

  @Test
  void oneFaultStopsTheWholeFile() {
    assertThat(
            invalid(
                    "["
                        + nameProxy("good", false, "http://[400::1]")
                        + ","
                        + nameProxy("www", false, "http://[400::1]")
                        + "]")
                .problems())
        .hasSize(1);
  }

  private static Workload one(String json) {
    Workload workload = imported(json, PLAN).items().getFirst().workload();
    assertThat(WorkloadDocument.read(WorkloadDocument.write(workload)))
        .isEqualTo(new WorkloadDocument.Parsed(workload));
    return workload;
  }

  private static Imported imported(String json, Plan plan) {
    return (Imported) ZosImport.read(Json.readTree(json), plan);
  }

  private static Invalid invalid(String json) {
    return (Invalid) ZosImport.read(Json.readTree(json), PLAN);
  }

  private static List<String> codes(List<FieldError> notes) {
    return notes.stream().map(FieldError::code).toList();
  }

  private static String nameProxy(String name, boolean passthrough, String backend) {
    return """
        {"name": "w1", "type": "gateway-name-proxy",
         "data": {"name": "%s", "tls_passthrough": %s, "backends": ["%s"]}}
        """
        .formatted(name, passthrough, backend);
  }

  private static String fqdnProxy(String fqdn, String workload) {
    return """
        {"name": "%s", "type": "gateway-fqdn-proxy",
         "data": {"fqdn": "%s", "tls_passthrough": false, "backends": ["http://[400::1]:80"]}}
        """
        .formatted(workload, fqdn);
  }
}
