package io.webgateway.console.web.reservations.ui;

import com.vaadin.flow.component.select.Select;
import io.webgateway.client.screen.Amounts;
import io.webgateway.console.web.component.Current;
import io.webgateway.model.ledger.LedgerParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long: the usual terms, up to the longest that the ledger allows. */
final class TermSelect extends Select<Integer> {
  private static final List<Integer> USUAL_DAYS = List.of(30, 90, 180, 365);

  TermSelect(LedgerParameters parameters) {
    setLabel("Term");
    List<Integer> terms =
        new ArrayList<>(USUAL_DAYS.stream().filter(d -> d < parameters.maxTermDays()).toList());
    terms.add(parameters.maxTermDays());
    setItems(terms);
    setItemLabelGenerator(days -> Amounts.count(days, "day", "days"));
    setValue(terms.get(Math.min(1, terms.size() - 1)));
    setWidthFull();
    explain();
    addValueChangeListener(_ -> explain());
  }

  private void explain() {
    setHelperText("Until " + Current.now().plus(term()).toString().substring(0, 10));
  }

  Duration term() {
    return Duration.ofDays(getValue());
  }
}
