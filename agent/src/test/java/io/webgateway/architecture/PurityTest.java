package io.webgateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.webgateway.architecture.canary.agent.dns.AsksTheSystem;
import io.webgateway.architecture.canary.agent.pool.LooksAtTheClock;
import io.webgateway.architecture.canary.agent.pool.ThrowsDice;
import io.webgateway.architecture.canary.agent.routing.CountsNanoseconds;
import io.webgateway.architecture.canary.agent.routing.OpensSockets;
import io.webgateway.architecture.canary.rules.ReadsFiles;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Decisions are pure, and time and chance are handed in. */
class PurityTest {

  /** Where the real clock or real randomness may be taken from, and why. Keep it short. */
  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("agent.AgentAssembly", "wires the node: hands the real ones to everybody"),
          Map.entry("wire.CallToken", "token ids that nobody may be able to guess"),
          Map.entry("agent.proxy.ProxyEngine", "exchange ids stay unique across restarts"),
          Map.entry(
              "agent.proxy.exchange.ExchangeLifecycle",
              "the time stamp in an event for people; no decision looks at it"),
          Map.entry(
              "agent.proxy.datagram.FlowStory",
              "the time stamp in an event for people; no decision looks at it"),
          Map.entry(
              "agent.proxy.stream.StreamLifecycle",
              "the time stamp in an event for people; no decision looks at it"),
          Map.entry(
              "agent.proxy.tls.TlsGate",
              "the time stamp in an event for people; no decision looks at it"),
          Map.entry("agent.cli", "a command is the edge of the system, and short"));

  private static final Set<String> CLOCK_AND_CHANCE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalTime.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.system",
          "java.time.InstantSource.system",
          "java.util.Date.<init>",
          "java.util.Random.<init>",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.random.RandomGenerator.getDefault",
          "java.security.SecureRandom.<init>",
          "java.security.SecureRandom.getInstanceStrong",
          "java.lang.Math.random");

  private static final Set<String> ALSO_IMPURE =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.net.InetAddress.getByName",
          "java.net.InetAddress.getAllByName",
          "java.net.InetAddress.getLocalHost",
          "java.net.InetAddress.isReachable",
          "java.net.InetAddress.getHostName",
          "java.net.InetAddress.getCanonicalHostName");

  @Test
  void clockAndChanceAreHandedIn() {
    House.holds(handedIn(House.ROOT));
  }

  @Test
  void lookingAtTheClockIsRejected() {
    House.rejects(handedIn(House.CANARY_ROOT), LooksAtTheClock.class);
  }

  @Test
  void throwingDiceIsRejectedEvenAsAMethodReference() {
    House.rejects(handedIn(House.CANARY_ROOT), ThrowsDice.class);
  }

  @Test
  void decisionsAreFreeOfTheOutsideWorld() {
    House.holds(noOutsideWorld(House.ROOT));
    House.holds(noImpureCalls(House.ROOT));
  }

  @Test
  void socketsAndFilesInDecisionsAreRejected() {
    House.rejects(noOutsideWorld(House.CANARY_ROOT), OpensSockets.class, ReadsFiles.class);
  }

  @Test
  void timersAndNameLookupsInDecisionsAreRejected() {
    House.rejects(noImpureCalls(House.CANARY_ROOT), CountsNanoseconds.class, AsksTheSystem.class);
  }

  private static ArchRule handedIn(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(
            House.condition(
                "take time and chance from their callers",
                (type, faults) -> {
                  if (!isSource(type.getName().substring(root.length() + 1))) {
                    findCalls(type, CLOCK_AND_CHANCE, faults);
                  }
                }));
  }

  private static ArchRule noOutsideWorld(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(pure(root))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io", "java.nio.file..", "java.nio.channels..", "java.net.http..", "java.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(.*Socket|URLConnection)"
                + "|java\\.lang\\.(Thread|ProcessBuilder|Runtime)"
                + "|java\\.util\\.(Random|Timer)"
                + "|java\\.util\\.concurrent\\.(.*Executor.*|CompletableFuture)");
  }

  private static ArchRule noImpureCalls(String root) {
    return classes()
        .that()
        .resideInAnyPackage(pure(root))
        .should(
            House.condition(
                "call nothing that answers differently from one time to the next",
                (type, faults) -> findCalls(type, ALSO_IMPURE, faults)));
  }

  private static String[] pure(String root) {
    return new String[] {root + ".agent.routing..", root + ".agent.dns..", root + ".rules.."};
  }

  private static boolean isSource(String name) {
    return SOURCES.keySet().stream()
        .anyMatch(
            source ->
                name.equals(source)
                    || name.startsWith(source + ".")
                    || name.startsWith(source + "$"));
  }

  private static void findCalls(JavaClass type, Set<String> forbidden, Consumer<String> faults) {
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      var target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
      if (forbidden.contains(target)) {
        faults.accept(access.getDescription());
      }
    }
  }
}
