package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.agent.reconcile.PemSamples;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands of a provider and a tenant, against a real management server and a real ledger. */
class CommandLineIT {
  private static final String POOL = "gw.example.org";
  private static final String BACKEND = "[400::1]:8080";

  @TempDir Path folder;
  private AutoCloseable world = () -> {};
  private CliRun cli = new CliRun(Path.of(""), InstantSource.system());

  @BeforeEach
  void aNodeWithAProviderAndATenant() throws IOException {
    CliWorld started = new CliWorld(folder.resolve("node"));
    world = started;
    cli = new CliRun(folder.resolve("home"), started.clock);
    String socket = "unix:" + started.socket;
    ok("identity", "new", "farm", "--agent", socket);
    Result enrolled =
        ok("node", "enrol", "--pool", POOL, "--agent", socket, "--identity", "farm", "-o", "json");
    assertThat(enrolled.json().path("node").asString(""))
        .isEqualTo(started.nodeKey.identity().value());
    ok("identity", "new", "ann");
    ok("grant", id("ann"), "--names", "2", "--ports", "2", "--identity", "farm");
    cli.with("WEBGW_IDENTITY", "ann");
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private Result ok(String... arguments) {
    Result result = cli.run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
    return result;
  }

  private void refused(int code, String text, String... arguments) {
    Result result = cli.run(arguments);
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    assertThat(result.err()).contains(text).doesNotContain("Exception");
  }

  private String id(String name) {
    JsonNode all = ok("identity", "list", "-o", "json").json();
    for (JsonNode one : all) {
      if (one.path("name").asString("").equals(name)) {
        return one.path("identity").asString("");
      }
    }
    throw new AssertionError("no identity " + name);
  }

  @Test
  void aNameAndAServiceLiveFromReservationToDeletion() {
    ok("reserve", "blog", "--for", "90d");
    assertThat(ok("get", "reservations").out()).contains("blog").contains("active");
    ok("publish", "blog/web", "--backend", BACKEND, "--backend", "[400::2]:8080*3");
    assertThat(ok("get", "workloads").out()).contains("blog/web").contains(POOL);
    assertThat(
            ok("publish", "blog/web", "--backend", BACKEND, "--backend", "[400::2]:8080*3").out())
        .contains("unchanged");
    refused(ExitCode.CONFLICT, "webgw edit", "publish", "blog/web", "--backend", "[400::9]:8080");
    ok("edit", "blog/web", "--set", "backends[1].weight=5", "--set", "pathPrefix=/shop");
    Result dry = ok("edit", "blog/web", "--set", "plainHttp=serve", "--dry-run", "-o", "json");
    assertThat(dry.json().path("outcome").asString("")).isEqualTo("would-be-accepted");
    assertThat(dry.json().path("version").asLong(0)).isEqualTo(3);
    ok("renew", "blog", "--for", "180d");
    ok("delete", "blog/web");
    refused(ExitCode.NOT_FOUND, "blog/web", "delete", "blog/web");
    assertThat(ok("get", "workloads", "blog/web", "-o", "json").json().path("deleted").asBoolean())
        .isTrue();
    ok("release", "blog");
    assertThat(ok("ledger", "verify").out()).contains("sound");
  }

  @Test
  void aKeyIsSetFromAFileKeptByEditsAndShownByNone() throws IOException {
    Path pem = folder.resolve("pem");
    Files.createDirectory(pem);
    Files.writeString(pem.resolve("ca"), PemSamples.AUTHORITY);
    Files.writeString(pem.resolve("own"), PemSamples.CLIENT);
    Files.writeString(pem.resolve("key"), PemSamples.CLIENT_KEY);
    String tls = "backendTls.";
    ok("reserve", "blog");
    ok("publish", "blog/web", "--backend", BACKEND, "--set", tls + "ca=@" + pem.resolve("ca"));
    String certificate = tls + "certificate=@" + pem.resolve("own");
    refused(ExitCode.FAILED, "without its key", "edit", "blog/web", "--set", certificate);
    String typed = tls + "key=" + PemSamples.CLIENT_KEY;
    Result inArguments = cli.run("edit", "blog/web", "--set", certificate, "--set", typed);
    assertThat(inArguments.code()).isNotZero();
    assertThat(inArguments.err())
        .contains("@FILE")
        .doesNotContain(PemSamples.CLIENT_KEY.lines().toList().get(1));
    String key = tls + "key=@" + pem.resolve("key");
    ok("edit", "blog/web", "--set", certificate, "--set", key, "--set", "tls.minVersion=1.3");
    cli.with("EDITOR", "cp -t " + pem);
    assertThat(ok("edit", "blog/web").out()).contains("unchanged");
    try (Stream<Path> files = Files.list(pem)) {
      Path draft =
          files.filter(file -> file.toString().endsWith(".yaml")).findFirst().orElseThrow();
      assertThat(Files.readString(draft))
          .contains("key: kept")
          .contains("minVersion: \"1.3\"")
          .doesNotContain("PRIVATE");
    }
    ok("edit", "blog/web", "--set", "backendProtocol=http2", "--set", "limits={}");
    ok("edit", "blog/web", "--set", "backendTls=off");
    refused(
        ExitCode.FAILED,
        "no published key",
        "edit",
        "blog/web",
        "--set",
        tls + "ca=@" + pem.resolve("ca"),
        "--set",
        certificate,
        "--set",
        tls + "key=kept");
  }

  @Test
  void aFileOfSeveralDocumentsIsAppliedAndAppliedAgain() {
    ok("reserve", "blog");
    cli.input(
        """
        kind: HttpService
        namespace: blog
        id: web
        pools: [gw.example.org]
        backends: ["[400::1]:8080"]
        ---
        kind: TcpForward
        namespace: blog
        id: db
        pools: [gw.example.org]
        port: 5432
        backends: [{address: "[400::1]:5432", weight: 2}]
        """);
    JsonNode first = ok("apply", "-f", "-", "-o", "json").json();
    assertThat(first).hasSize(2);
    assertThat(first.get(1).path("outcome").asString("")).isEqualTo("accepted");
    JsonNode again = ok("apply", "-f", "-", "-o", "json").json();
    assertThat(again.get(0).path("outcome").asString("")).isEqualTo("unchanged");
    assertThat(again.get(1).path("outcome").asString("")).isEqualTo("unchanged");
    assertThat(ok("ledger", "verify", "-o", "json").json().path("faults")).isEmpty();
  }

  @Test
  void refusalsAreToldWithTheirExitCodes() {
    ok("reserve", "blog");
    refused(ExitCode.FAILED, "lower-case", "reserve", "Blog");
    refused(ExitCode.CONFLICT, "webgw renew blog", "reserve", "blog");
    refused(ExitCode.FAILED, "until", "reserve", "shop", "--for", "9y");
    ok("reserve", "shop");
    refused(ExitCode.NOT_ALLOWED, "allows 2 names", "reserve", "third");
    refused(ExitCode.NOT_FOUND, "Nobody holds", "release", "nobodys");
    refused(ExitCode.FAILED, "no pool", "publish", "blog/x", "--pool", "a.b", "--backend", BACKEND);
    refused(ExitCode.NOT_ALLOWED, "reserve", "publish", "other/x", "--backend", BACKEND);
    refused(ExitCode.NOT_FOUND, "", "get", "pools", "no.such.pool");
    cli.with("WEBGW_IDENTITY", "farm");
    refused(ExitCode.NOT_ALLOWED, "grant", "reserve", "mine", "--sponsor", id("farm"));
    ok(
        "grant",
        id("farm"),
        "--names=1",
        "--connections=500",
        "--requests-per-second=20",
        "--bandwidth=100000000");
    assertThat(ok("get", "grants").out()).contains("500 connections, 20 requests/s, 100 Mbit/s");
    refused(ExitCode.CONFLICT, "held by somebody else", "reserve", "blog");
  }

  @Test
  void aTokenIsTakenOnce() {
    Path token = folder.resolve("token");
    ok("token", "--out", token.toString());
    ok("get", "reservations", "--token-file", token.toString());
    refused(ExitCode.NOT_ALLOWED, "token", "get", "reservations", "--token-file", token.toString());
  }

  @Test
  void aRemovedKeySignsNothingMore() throws IOException {
    ok("reserve", "blog");
    Path own = folder.resolve("home/identities/ann.json");
    Path stolen = folder.resolve("stolen.json");
    Files.copy(own, stolen, StandardCopyOption.COPY_ATTRIBUTES);
    ok("identity", "add-key", "--label", "second");
    String first =
        ok("identity", "show", "-o", "json")
            .json()
            .path("record")
            .path("keys")
            .valueStream()
            .filter(key -> key.path("label").asString("").equals("first"))
            .findFirst()
            .map(key -> key.path("key").asString(""))
            .orElseThrow();
    String thumbprint = new PublicKey(first).thumbprint();
    ok("identity", "remove-key", thumbprint);
    refused(ExitCode.NOT_ALLOWED, "key", "renew", "blog", "--identity", stolen.toString());
    refused(ExitCode.NOT_ALLOWED, "", "get", "reservations", "--identity", stolen.toString());
    ok("renew", "blog", "--for", "120d");
    ok("get", "reservations");
  }

  @Test
  void aLostIdentityIsRecovered() throws IOException {
    ok("reserve", "blog");
    String lost = id("ann");
    Path recovery = folder.resolve("home/recovery/ann.recovery.json");
    Files.delete(folder.resolve("home/identities/ann.json"));
    ok("identity", "recover", "ann", "--id", lost, "--recovery-file", recovery.toString());
    assertThat(id("ann")).isEqualTo(lost);
    ok("renew", "blog", "--for", "200d");
    refused(
        ExitCode.NOT_ALLOWED,
        "recovery",
        "identity",
        "recover",
        "ann",
        "--recovery-file",
        recovery.toString(),
        "--new-recovery-file",
        folder.resolve("third.json").toString());
    ok("renew", "blog", "--for", "210d");
  }

  @Test
  void aNameIsHandedOver() {
    ok("reserve", "blog");
    ok("identity", "new", "bob");
    ok("grant", id("bob"), "--names", "1", "--identity", "farm");
    ok("transfer", "offer", "blog", "--to", id("bob"));
    ok("transfer", "withdraw", "blog");
    refused(ExitCode.NOT_ALLOWED, "not offered", "transfer", "accept", "blog", "--identity", "bob");
    ok("transfer", "offer", "blog", "--to", "bob");
    ok("transfer", "accept", "blog", "--identity", "bob");
    assertThat(ok("get", "reservations", "blog", "-o", "json").json().path("owner").asString(""))
        .isEqualTo(id("bob"));
    assertThat(ok("ledger", "verify").out()).contains("sound");
  }

  @Test
  void aLedgerIsVerifiedThroughTheSocketToo() {
    ok("ledger", "verify", "--agent", "unix:" + folder.resolve("node/run/management.sock"));
  }

  @Test
  void anotherKeyThanTheRememberedOneIsCheckedAgainstTheNodesId() throws IOException {
    Path profile = folder.resolve("home/profiles/default.json");
    ObjectNode tree = (ObjectNode) Json.readTree(Files.readString(profile));
    tree.put("tlsPin", SigningKey.generate().keyId());
    Files.writeString(profile, Json.write(tree));
    ok("get", "reservations");
    tree.put("node", SigningKey.generate().keyId());
    Files.writeString(profile, Json.write(tree));
    refused(ExitCode.FAILED, "knows no node", "get", "reservations");
  }

  @Test
  void aProfileIsMadeByHandFromUrlAndNode() throws IOException {
    JsonNode known = ok("profile", "list", "-o", "json").json().path("default");
    String url = known.path("agent").asString("");
    ok("profile", "add", "byhand", "--agent", url, "--node", known.path("node").asString(""));
    ok("get", "nodes", "--agent", "byhand");
    refused(
        ExitCode.FAILED,
        "knows no node",
        "profile",
        "add",
        "wrong",
        "--agent",
        url,
        "--node",
        SigningKey.generate().keyId());
  }

  @Test
  void everythingCanBeListed() {
    ok("reserve", "blog");
    for (String what :
        new String[] {
          "reservations",
          "workloads",
          "certificates",
          "nodes",
          "pools",
          "identities",
          "providers",
          "grants"
        }) {
      assertThat(ok("get", what, "-o", "json").json().path("items").isArray()).as(what).isTrue();
      ok("get", what);
    }
    assertThat(ok("certificate", "ca").out()).startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void aCertificateThatIsNoneIsRefusedWithEveryReason() throws IOException {
    Path pem = folder.resolve("x.pem");
    Files.writeString(pem, "nothing");
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
    refused(
        ExitCode.FAILED,
        "chain",
        "certificate",
        "upload",
        "--chain",
        pem.toString(),
        "--key-file",
        pem.toString());
    refused(ExitCode.NOT_FOUND, "", "certificate", "delete", "nothing");
  }
}
