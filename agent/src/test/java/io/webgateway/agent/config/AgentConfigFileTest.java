package io.webgateway.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.config.AgentConfig.LogLevel;
import io.webgateway.agent.config.AgentConfigFile.Invalid;
import io.webgateway.agent.config.AgentConfigFile.Loaded;
import io.webgateway.agent.routing.BackendRules;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigFileTest {
  private static final Path DIRECTORY = Path.of("/etc/webgw");

  private static AgentConfig load(String yaml) {
    return switch (AgentConfigFile.parse(yaml, DIRECTORY)) {
      case Loaded(AgentConfig config) -> config;
      case Invalid(List<ConfigProblem> problems) -> throw new AssertionError("" + problems);
    };
  }

  private static List<ConfigProblem> problemsOf(String yaml) {
    return switch (AgentConfigFile.parse(yaml, DIRECTORY)) {
      case Loaded(AgentConfig config) -> throw new AssertionError("" + config);
      case Invalid(List<ConfigProblem> problems) -> problems;
    };
  }

  @Test
  void everyDefaultIsSafe() {
    AgentConfig config = load("");
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/webgw"));
    assertThat(config.listeners().http().orElseThrow()).hasToString("127.0.0.1:8080");
    assertThat(config.listeners().https().orElseThrow()).hasToString("127.0.0.1:8443");
    assertThat(config.listeners().externalHttpsPort()).isEmpty();
    assertThat(config.management().unixSocket())
        .isEqualTo(Path.of("/var/lib/webgw/run/management.sock"));
    assertThat(config.management().tls().orElseThrow()).hasToString("127.0.0.1:7443");
    assertThat(config.metrics()).isEmpty();
    assertThat(config.backends().prefixes()).isEmpty();
    assertThat(config.backends().publicAllowed()).isFalse();
    assertThat(config.backends().listed()).isEmpty();
    assertThat(config.certificates().localCa()).isFalse();
    assertThat(config.publicAddresses()).isEmpty();
    assertThat(config.eventLoopThreads()).isZero();
    assertThat(config.eventLoopThreads(4)).isEqualTo(4);
    assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(AgentConfigFile.defaults()).isEqualTo(config);
  }

  @Test
  void theDefaultFileSaysWhatTheDefaultsAre() {
    assertThat(load(AgentConfigFile.defaultText())).isEqualTo(load(""));
  }

  @Test
  void theDefaultFileNamesEveryFieldEvenThoseThatHaveNoDefaultOfTheirOwn() {
    String uncommented =
        AgentConfigFile.defaultText()
            .replace("# externalHttpsPort:", "externalHttpsPort:")
            .replace("# unixSocket:", "unixSocket:");
    AgentConfig config = load(uncommented);
    assertThat(config.listeners().externalHttpsPort()).contains(new Port(443));
    assertThat(config.management().unixSocket()).isEqualTo(Path.of("/run/webgw/management.sock"));
  }

  @Test
  void everyFieldIsRead() {
    AgentConfig config =
        load(
            """
            dataDirectory: data
            listeners:
              http: 0.0.0.0:80
              https: "[::]:443"
              externalHttpsPort: 8443
            management:
              unixSocket: ../run/m.sock
              tls: 192.0.2.1:7444
            metrics:
              listener: 127.0.0.1:9090
            backends:
              prefixes: [10.20.0.0/16, "fd12::/16"]
              public: true
              listed:
                - 127.0.0.1:9001
                - "[::1]:9002"
            certificates:
              localCa: true
            node:
              publicAddresses: [198.51.100.7, "2a00::7"]
            eventLoopThreads: 3
            logLevel: debug
            """);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/etc/webgw/data"));
    assertThat(config.listeners().http().orElseThrow()).hasToString("0.0.0.0:80");
    assertThat(config.listeners().https().orElseThrow()).hasToString("[::]:443");
    assertThat(config.listeners().externalHttpsPort()).contains(new Port(8443));
    assertThat(config.management().unixSocket()).isEqualTo(Path.of("/etc/run/m.sock"));
    assertThat(config.management().tls().orElseThrow()).hasToString("192.0.2.1:7444");
    assertThat(config.metrics().orElseThrow()).hasToString("127.0.0.1:9090");
    assertThat(config.backends().prefixes())
        .containsExactly(IpPrefix.of("10.20.0.0/16"), IpPrefix.of("fd12::/16"));
    assertThat(config.backends().publicAllowed()).isTrue();
    assertThat(config.backends().listed())
        .containsExactly(HostPort.of("127.0.0.1:9001"), HostPort.of("[::1]:9002"));
    assertThat(config.certificates().localCa()).isTrue();
    assertThat(config.publicAddresses())
        .containsExactlyInAnyOrder(
            InetAddress.ofLiteral("198.51.100.7"), InetAddress.ofLiteral("2a00::7"));
    assertThat(config.eventLoopThreads()).isEqualTo(3);
    assertThat(config.eventLoopThreads(4)).isEqualTo(3);
    assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void everyListenerCanBeSwitchedOff() {
    AgentConfig config = load("{listeners: {http: off, https: false}, management: {tls: \"off\"}}");
    assertThat(config.listeners().http()).isEmpty();
    assertThat(config.listeners().https()).isEmpty();
    assertThat(config.management().tls()).isEmpty();
  }

  @Test
  void emptyFieldsHaveTheirDefaults() {
    assertThat(load("listeners:\nbackends:\n  prefixes:\nlogLevel:\n")).isEqualTo(load(""));
  }

  @Test
  void reportsEveryProblemAtOnce() {
    List<ConfigProblem> problems =
        problemsOf(
            """
            dataDirectry: x
            listeners:
              http: localhost:80
              https: "::1:443"
              externalHttpsPort: 70000
              smtp: 1
            management:
              tls: 127.0.0.1
            backends:
              prefixes: [10.0.0.1/8, 10/8, [x]]
              public: maybe
              listed: 127.0.0.1:1
            certificates: yes please
            node:
              publicAddresses: [gw.example.com]
            eventLoopThreads: 1000
            logLevel: loud
            """);
    assertThat(problems)
        .extracting(ConfigProblem::path)
        .containsExactlyInAnyOrder(
            "dataDirectry",
            "listeners.http",
            "listeners.https",
            "listeners.externalHttpsPort",
            "listeners.smtp",
            "management.tls",
            "backends.prefixes[0]",
            "backends.prefixes[1]",
            "backends.prefixes[2]",
            "backends.public",
            "backends.listed",
            "certificates",
            "node.publicAddresses[0]",
            "eventLoopThreads",
            "logLevel");
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.fault()).matches("\\S.*\\.");
              assertThat(problem.cure()).matches("\\S.*[.?]");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataDirectry: x | dataDirectry | Did you mean \"dataDirectory\"?",
        "loglevel: info | loglevel | Did you mean \"logLevel\"?",
        "{backends: {prefix: []}} | backends.prefix | Did you mean \"prefixes\"?",
        "{node: {zone: 1}} | node.zone | The fields here are publicAddresses.",
        "{backends: {prefixes: [10.0.0.1/8]}} | backends.prefixes[0] | Write 10.0.0.0/8.",
        "{backends: {prefixes: [0.0.0.0/0]}} | backends.prefixes[0] | backends.public",
        "{backends: {prefixes: ['::/0']}} | backends.prefixes[0] | backends.public",
        "{backends: {prefixes: [127.0.0.0/8]}} | backends.prefixes[0] | backends.listed",
        "{backends: {prefixes: ['fe80::/10']}} | backends.prefixes[0] | backends.listed",
        "{backends: {listed: ['localhost:80']}} | backends.listed[0] | the address",
        "{backends: {listed: ['0.0.0.0:80']}} | backends.listed[0] | a machine's address",
        "{backends: {listed: ['224.0.0.1:80']}} | backends.listed[0] | a machine's address",
        "{backends: {listed: ['127.0.0.1']}} | backends.listed[0] | host:port",
        "{listeners: {http: '127.0.0.1:8443'}} | listeners.https | port of its own",
        "{metrics: {listener: '[::]:7443'}} | metrics.listener | port of its own",
        "{metrics: {listener: true}} | metrics.listener | address:port",
        "{logLevel: INFO} | logLevel | error, warn, info",
        "{eventLoopThreads: -1} | eventLoopThreads | leave the field out",
        "{eventLoopThreads: 1.5} | eventLoopThreads | leave the field out",
        "{dataDirectory: ''} | dataDirectory | leave the field out",
        "{dataDirectory: [a]} | dataDirectory | one value",
        "[a, b] | (file) | logLevel: info",
        "just text | (file) | logLevel: info",
        "{a: | (file) | reader says",
        "{logLevel: info, logLevel: warn} | (file) | logLevel"
      })
  void saysWhatWouldBeRight(String yaml, String path, String cure) {
    assertThat(problemsOf(yaml))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.cure()).contains(cure);
              assertThat(problem.toString()).startsWith(path + ": ");
            });
  }

  @Test
  void refusesASecondDocument() {
    assertThat(problemsOf("logLevel: info\n---\nlogLevel: warn\n")).hasSize(1);
  }

  @Test
  void refusesSocketPathsThatTheSystemCannotBind() {
    assertThat(problemsOf("{management: {unixSocket: /" + "x".repeat(107) + "}}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("management.unixSocket"));
    load("{management: {unixSocket: /" + "x".repeat(106) + "}}");
  }

  @Test
  void twoListenersMayBothAskForAnyFreePort() {
    AgentConfig config = load("{listeners: {http: '127.0.0.1:0', https: '127.0.0.1:0'}}");
    assertThat(config.listeners().https().orElseThrow().toSocketAddress().getPort()).isZero();
  }

  @Test
  void readsAFileAndResolvesPathsBesideIt(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("agent.yaml"), "dataDirectory: data\n");
    assertThat(AgentConfigFile.read(file))
        .isInstanceOfSatisfying(
            Loaded.class,
            loaded ->
                assertThat(loaded.config().dataDirectory()).isEqualTo(directory.resolve("data")));
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path directory) throws IOException {
    assertFileProblem(directory.resolve("absent.yaml"), "does not exist");
    assertFileProblem(directory, "cannot be read");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "# Größe".getBytes(StandardCharsets.ISO_8859_1));
    assertFileProblem(latin, "UTF-8");
    Path huge = directory.resolve("huge.yaml");
    Files.write(huge, new byte[1024 * 1024 + 1]);
    assertFileProblem(huge, "bytes");
  }

  private static void assertFileProblem(Path file, String expected) {
    assertThat(AgentConfigFile.read(file))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.fault()).contains(expected)));
  }

  @Test
  void handsTheBackendRulesOnWithTheNodesOwnAddresses() {
    AgentConfig config =
        load(
            "{backends: {prefixes: [10.0.0.0/8], public: true, listed: ['127.0.0.1:1']},"
                + " node: {publicAddresses: [198.51.100.7]}}");
    assertThat(config.backendRules(Set.of(InetAddress.ofLiteral("10.0.0.9"))))
        .isEqualTo(
            new BackendRules(
                List.of(IpPrefix.of("10.0.0.0/8")),
                true,
                Set.of(HostPort.of("127.0.0.1:1")),
                Set.of(InetAddress.ofLiteral("198.51.100.7"), InetAddress.ofLiteral("10.0.0.9"))));
  }

  @Test
  void findsTheAddressesOfThisMachine() throws IOException {
    assertThat(InterfaceAddresses.read()).contains(InetAddress.ofLiteral("127.0.0.1"));
  }
}
