package io.webgateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.webgateway.architecture.canary.agent.proxy.ProxyEngine;
import io.webgateway.architecture.canary.agent.proxy.http.Sleeps;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataPlaneTest {
  @Test
  void theFacadeShowsNoNetty() {
    House.holds(facadeWithoutNetty(House.ROOT));
  }

  @Test
  void aFacadeThatShowsNettyIsRejected() {
    House.rejects(facadeWithoutNetty(House.CANARY_ROOT), ProxyEngine.class);
  }

  @Test
  void nothingInTheDataPlaneBlocks() {
    House.holds(nothingBlocks(House.ROOT));
  }

  @Test
  void sleepingInTheDataPlaneIsRejected() {
    House.rejects(nothingBlocks(House.CANARY_ROOT), Sleeps.class);
  }

  private static ArchRule facadeWithoutNetty(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".agent.proxy")
        .and()
        .arePublic()
        .should(House.condition("show no Netty type", DataPlaneTest::checkFacade));
  }

  private static void checkFacade(JavaClass type, Consumer<String> faults) {
    for (JavaMethod method : type.getMethods()) {
      var shown =
          Stream.concat(
              Stream.of(method.getReturnType().toErasure()),
              method.getParameters().stream().map(p -> p.getType().toErasure()));
      if (method.getModifiers().contains(JavaModifier.PUBLIC)
          && shown.anyMatch(shownType -> shownType.getPackageName().startsWith("io.netty"))) {
        faults.accept(method.getFullName() + " shows a Netty type");
      }
    }
  }

  /**
   * Everything here may run on an event loop. The facade itself, in the package on top, is called
   * from outside and may wait for its listeners.
   */
  private static ArchRule nothingBlocks(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".agent.proxy..")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .callMethod(java.net.InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(java.net.InetAddress.class, "getAllByName", String.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.(File.*|RandomAccessFile)")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net.http..");
  }
}
