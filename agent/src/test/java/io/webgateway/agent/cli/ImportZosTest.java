package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.cli.CliRun.Result;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files: see {@code src/test/resources/zos/README.md}. */
class ImportZosTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"workload", "deployment"})
  void definitionsBecomeWorkloadsAndNotes(String name) throws Exception {
    Result result = importing(name + ".json");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo(golden(name + ".yaml"));
    assertThat(result.err()).isEqualTo(golden(name + ".notes"));
  }

  @Test
  void whatIsPrintedIsWhatApplyTakes() throws Exception {
    Result result = importing("deployment.json");
    assertThat(Documents.workloads(Documents.parse(result.out()))).hasSize(3);
  }

  @Test
  void everyFaultIsToldAndNothingIsPrinted() throws Exception {
    Result result = importing("broken.json");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo(golden("broken.problems"));
  }

  @Test
  void programsGetWorkloadsAndNotesInOneAnswer() throws Exception {
    Result result = importing("deployment.json", "-o", "json");
    assertThat(result.json().path("workloads").size()).isEqualTo(3);
    assertThat(result.json().path("notes").get(0).path("code").asString("")).isNotBlank();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void anotherNamespaceCanBeChosen() throws Exception {
    Result result = importing("deployment.json", "--name", "www.example.com=acme-site");
    assertThat(result.out()).contains("namespace: acme-site").contains("- www.example.com");
  }

  @Test
  void standardInputIsReadToo() {
    Result result =
        cli()
            .input("{\"type\":\"gateway-name-proxy\"")
            .run("import", "zos", "-", "--pool", "gw.example.org");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("standard input").contains("no JSON").contains("line 1");
  }

  @Test
  void aPoolMustBeNamedAndBeADomain() throws Exception {
    assertThat(cli().run("import", "zos", file("workload.json")).code()).isEqualTo(ExitCode.USAGE);
    Result result = cli().run("import", "zos", file("workload.json"), "--pool", "no pool");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("no pool");
  }

  private Result importing(String name, String... more) throws URISyntaxException {
    CliRun run = cli().always("--pool", "gw.example.org").always(more);
    return run.run("import", "zos", file(name));
  }

  private CliRun cli() {
    return new CliRun(home, InstantSource.system());
  }

  private static String file(String name) throws URISyntaxException {
    URL found = ImportZosTest.class.getResource("/zos/" + name);
    return Path.of(Objects.requireNonNull(found, name).toURI()).toString();
  }

  private static String golden(String name) throws URISyntaxException, IOException {
    return Files.readString(Path.of(file(name)));
  }
}
