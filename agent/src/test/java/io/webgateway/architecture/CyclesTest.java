package io.webgateway.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.webgateway.architecture.canary.agent.pool.Chicken;
import org.junit.jupiter.api.Test;

class CyclesTest {
  @Test
  void packagesAreFreeOfCycles() {
    House.holds(packages(House.ROOT));
  }

  @Test
  void aCycleIsRejected() {
    House.rejects(packages(House.CANARY_ROOT), Chicken.class);
  }

  /** Every package is a slice of its own, however deep. */
  private static ArchRule packages(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }
}
