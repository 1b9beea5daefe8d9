package io.webgateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.webgateway.architecture.canary.agent.management.QueriesByHand;
import io.webgateway.architecture.canary.agent.proxy.AsksTheLedger;
import io.webgateway.architecture.canary.agent.reconcile.TouchesNetty;
import io.webgateway.architecture.canary.agent.routing.KnowsTheProxy;
import io.webgateway.architecture.canary.attic.Nowhere;
import io.webgateway.architecture.canary.model.ReadsJsonTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ImportTableTest {
  private static final Set<String> FOR_EVERYONE = Set.of("java", "javax", "org.jspecify");
  private static final Set<String> FOR_THE_AGENT = Set.of("org.slf4j");
  private static final Set<String> FOR_NOBODY_UNASKED = Set.of("java.sql", "javax.sql");

  private final ImportTable table = readTable();

  @Test
  void everyImportIsAllowedByTheTable() {
    House.holds(followsTheTable(House.ROOT));
  }

  @Test
  void nettyOutsideTheDataPlaneIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), TouchesNetty.class);
  }

  @Test
  void theDataPlaneAskingTheControlPlaneIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), AsksTheLedger.class);
  }

  @Test
  void routingThatKnowsTheDataPlaneIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), KnowsTheProxy.class);
  }

  @Test
  void sqlOutsideTheStoreIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), QueriesByHand.class);
  }

  @Test
  void jsonOutsideTheWireFormIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), ReadsJsonTrees.class);
  }

  @Test
  void ofTheOldJacksonOnlyTheAnnotationsAreAllowedAnywhere() {
    assertThat(table.rows().keySet())
        .filteredOn(
            room ->
                table.allowsLibrary(room, "com.fasterxml.jackson.core")
                    || table.allowsLibrary(room, "com.fasterxml.jackson.databind"))
        .isEmpty();
  }

  @Test
  void aPackageThatNoRowSpeaksForIsRejected() {
    House.rejects(followsTheTable(House.CANARY_ROOT), Nowhere.class);
  }

  @Test
  void theTableLetsTheOneArrowPass() {
    assertThat(table.allowsHouse("agent.reconcile", "agent.proxy")).isTrue();
    assertThat(table.allowsHouse("agent.reconcile", "agent.proxy.http")).isTrue();
    assertThat(table.allowsHouse("agent.proxy", "agent.reconcile")).isFalse();
  }

  @Test
  void onlyTheArrowTheAssemblyAndTheUpgradeMayImportTheDataPlane() {
    assertThat(table.rows().keySet())
        .filteredOn(room -> !room.equals("agent.proxy") && table.allowsHouse(room, "agent.proxy"))
        .containsExactlyInAnyOrder("agent", "agent.reconcile", "agent.upgrade");
  }

  @Test
  void noPackageButTheDataPlaneMayUseNetty() {
    assertThat(table.rows().keySet())
        .filteredOn(room -> table.allowsLibrary(room, "io.netty.channel"))
        .containsExactly("agent.proxy");
  }

  @Test
  void onlyTheStoreAndTheHistoryMaySpeakSql() {
    assertThat(table.rows().keySet())
        .filteredOn(room -> table.allowsLibrary(room, "java.sql"))
        .containsExactlyInAnyOrder("agent.ledger.h2", "agent.observe");
  }

  private ArchRule followsTheTable(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".(*)..")
        .should(
            House.condition(
                "import only what docs/architecture.md allows",
                (type, faults) -> checkType(root, type, faults)));
  }

  private void checkType(String root, JavaClass type, Consumer<String> faults) {
    var home = below(root, type.getPackageName());
    var room = table.roomOf(home);
    if (room.isEmpty()) {
      faults.accept(type.getName() + " is in a package that the table does not name");
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      var target = dependency.getTargetClass().getBaseComponentType();
      if (!target.isPrimitive() && !isAllowed(root, room.get(), target.getPackageName())) {
        faults.accept(room.get() + " may not import: " + dependency.getDescription());
      }
    }
  }

  private boolean isAllowed(String root, String room, String target) {
    if (isIn(target, root)) {
      return target.equals(root) || table.allowsHouse(room, below(root, target));
    }
    boolean isFree =
        FOR_EVERYONE.stream().anyMatch(library -> isIn(target, library))
            || (isIn(room, "agent") && FOR_THE_AGENT.stream().anyMatch(lib -> isIn(target, lib)));
    boolean needsPermission = FOR_NOBODY_UNASKED.stream().anyMatch(lib -> isIn(target, lib));
    return (isFree && !needsPermission) || table.allowsLibrary(room, target);
  }

  private static boolean isIn(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }

  private static String below(String root, String packageName) {
    return packageName.substring(root.length() + 1);
  }

  private static ImportTable readTable() {
    try {
      return ImportTable.parse(Files.readString(House.checkout().resolve("docs/architecture.md")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
