package io.webgateway.agent.routing.balance;

import static io.webgateway.agent.routing.balance.Endpoints.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static int taken(RetryBudget budget, long requests, int percent, long nowNanos) {
    int taken = 0;
    while (taken < 10_000 && budget.take(requests, percent, nowNanos)) {
      taken++;
    }
    return taken;
  }

  @Test
  void asManyAsThreeASecondAreAlwaysAllowed() {
    RetryBudget budget = new RetryBudget(0);
    assertThat(taken(budget, 0, 20, 0)).isEqualTo(30);
    assertThat(taken(budget, 0, 0, 10 * SECOND - 1)).isZero();
    assertThat(taken(budget, 0, 0, 10 * SECOND)).isEqualTo(30);
  }

  @Test
  void aShareOfTheRequestsOfTenSecondsIsAllowed() {
    RetryBudget budget = new RetryBudget(0);
    for (int request = 0; request < 1_000; request++) {
      budget.look(request, request * SECOND / 200);
    }
    assertThat(taken(budget, 1_000, 20, 5 * SECOND)).isEqualTo(200);
    assertThat(taken(budget, 1_000, 20, 9 * SECOND)).isZero();
  }

  @Test
  void whatIsLongerAgoCountsNoMore() {
    RetryBudget budget = new RetryBudget(0);
    budget.look(0, 0);
    assertThat(taken(budget, 1_000, 20, SECOND / 2)).isEqualTo(200);
    budget.look(1_000, 60 * SECOND);
    assertThat(taken(budget, 1_500, 20, 60 * SECOND)).isEqualTo(100);
  }
}
