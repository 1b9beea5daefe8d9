package io.webgateway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the rules are tried on: the product's classes below {@link #ROOT}, and the canaries, which
 * live below {@link #CANARY_ROOT} in packages named like those of the house.
 */
final class House {
  static final String ROOT = "io.webgateway";
  static final String CANARY_ROOT = "io.webgateway.architecture.canary";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses CANARIES = new ClassFileImporter().importPackages(CANARY_ROOT);

  private House() {}

  /** Fails with every violation when the rule does not hold for the product's classes. */
  static void holds(ArchRule rule) {
    assertThat(CLASSES).as("classes of the house").hasSizeGreaterThan(20);
    rule.allowEmptyShould(true).check(CLASSES);
  }

  /** Fails when the rule lets one of these canaries through. */
  static void rejects(ArchRule rule, Class<?>... canaries) {
    var report = String.join("\n", rule.evaluate(CANARIES).getFailureReport().getDetails());
    for (Class<?> canary : canaries) {
      assertThat(report).as("violations found among the canaries").contains(canary.getName());
    }
  }

  /** Fails when the rule reports this canary, which breaks nothing. */
  static void accepts(ArchRule rule, Class<?> innocent) {
    var report = String.join("\n", rule.evaluate(CANARIES).getFailureReport().getDetails());
    assertThat(report).doesNotContain(innocent.getName());
  }

  /** A condition from a check that is given each class and a place for the faults it finds. */
  static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, Consumer<String>> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, fault -> events.add(SimpleConditionEvent.violated(type, fault)));
      }
    };
  }

  /** The folder of the checkout, wherever the tests were started. */
  static Path checkout() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("docs/architecture.md"))) {
      var parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("docs/architecture.md is in no folder above");
      }
      folder = parent;
    }
    return folder;
  }
}
