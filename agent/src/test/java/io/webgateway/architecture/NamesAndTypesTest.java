package io.webgateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.webgateway.architecture.canary.agent.pool.AbstractThing;
import io.webgateway.architecture.canary.agent.pool.MaybeName;
import io.webgateway.architecture.canary.agent.pool.PoolManager;
import io.webgateway.architecture.canary.agent.pool.TalksToTheTerminal;
import io.webgateway.architecture.canary.agent.pool.TextUtils;
import io.webgateway.architecture.canary.model.SurelyName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesAndTypesTest {
  private static final String EMPTY_WORDS =
      "(Abstract|Base)[A-Z].*|.*(Utils?|Helpers?|Managers?|Impl)";

  @Test
  void namesSayWhatAClassIs() {
    House.holds(tellingNames(House.ROOT));
  }

  @Test
  void emptyWordsInNamesAreRejected() {
    House.rejects(
        tellingNames(House.CANARY_ROOT), AbstractThing.class, PoolManager.class, TextUtils.class);
  }

  /** NullAway does not see nulls that come out of a record pattern, so there must be none. */
  @Test
  void noRecordComponentIsNullable() {
    House.holds(withoutNullableComponents(House.ROOT));
  }

  @Test
  void aNullableRecordComponentIsRejected() {
    House.rejects(withoutNullableComponents(House.CANARY_ROOT), MaybeName.class);
    House.accepts(withoutNullableComponents(House.CANARY_ROOT), SurelyName.class);
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminal() {
    House.holds(quiet(House.ROOT));
  }

  @Test
  void writingToTheTerminalIsRejected() {
    House.rejects(quiet(House.CANARY_ROOT), TalksToTheTerminal.class);
  }

  private static ArchRule tellingNames(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(
            House.condition(
                "have names that say what they are",
                (type, faults) -> {
                  if (type.getSimpleName().matches(EMPTY_WORDS)) {
                    faults.accept(type.getName() + " says nothing with a part of its name");
                  }
                }));
  }

  private static ArchRule withoutNullableComponents(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .areRecords()
        .should(House.condition("have no nullable component", NamesAndTypesTest::checkRecord));
  }

  private static void checkRecord(JavaClass type, Consumer<String> faults) {
    Arrays.stream(type.reflect().getRecordComponents())
        .filter(NamesAndTypesTest::isNullable)
        .forEach(component -> faults.accept(type.getName() + "." + component.getName()));
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static ArchRule quiet(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(root + ".agent.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace");
  }
}
