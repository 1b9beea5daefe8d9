package io.webgateway.client.screen.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.GrantTerms;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.wire.ProblemDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantFormTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final String ALICE = "A".repeat(43);
  private static final GrantRow ROW =
      new GrantRow(
          "p".repeat(43),
          ALICE,
          7,
          3,
          500_001,
          new GrantBody.Ceiling(5_000, 200, 10),
          List.of("gw.example"),
          true,
          Instant.parse("2026-07-12T00:00:00Z"));

  private static GrantForm with(GrantForm form, FormField field, String text) {
    Map<FormField, String> typed = new HashMap<>(form.typed());
    typed.put(field, text);
    return form.with(typed);
  }

  private static GrantTerms terms(GrantForm form) {
    assertThat(form.read(NOW)).isInstanceOf(GrantForm.Ready.class);
    return ((GrantForm.Ready) form.read(NOW)).terms();
  }

  private static List<FieldFault> faults(GrantForm form) {
    assertThat(form.read(NOW)).isInstanceOf(GrantForm.Faulty.class);
    return ((GrantForm.Faulty) form.read(NOW)).faults();
  }

  @Test
  void aNewGrantIsFiveNamesForAYearWithoutLimits() {
    GrantTerms terms = terms(with(GrantForm.empty(), FormField.GRANT_IDENTITY, " " + ALICE));
    assertThat(terms.to().value()).isEqualTo(ALICE);
    assertThat(terms.names()).isEqualTo(5);
    assertThat(terms.ports()).isZero();
    assertThat(terms.pools()).isEmpty();
    assertThat(terms.view()).isFalse();
    assertThat(terms.bandwidthBitsPerSecond()).isZero();
    assertThat(terms.ceiling()).isEqualTo(GrantBody.Ceiling.NONE);
    assertThat(terms.until())
        .isEqualTo(Instant.parse("2026-06-01T12:00:00Z").plus(Duration.ofDays(365)));
  }

  @Test
  void aGrantThatIsOpenedAndSavedStaysWhatItIs() {
    GrantTerms terms = terms(GrantForm.of(ROW));
    assertThat(terms)
        .isEqualTo(
            new GrantTerms(
                terms.to(),
                ROW.maxNames(),
                ROW.maxPorts(),
                ROW.pools(),
                ROW.view(),
                ROW.bandwidthBitsPerSecond(),
                ROW.ceiling(),
                ROW.notAfter()));
    assertThat(GrantForm.of(ROW).get(FormField.GRANT_BITS)).isEqualTo("0.500001");
  }

  @Test
  void poolsAreTypedByTheirDomains() {
    GrantForm form = with(GrantForm.of(ROW), FormField.POOLS, " a.example,  b.example ");
    assertThat(terms(form).pools()).containsExactly("a.example", "b.example");
    assertThat(terms(with(form, FormField.POOLS, " ")).pools()).as("all").isEmpty();
  }

  @Test
  void daysOfAChangeCountFromNow() {
    assertThat(terms(with(GrantForm.of(ROW), FormField.GRANT_DAYS, "2")).until())
        .isEqualTo(Instant.parse("2026-06-03T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "200,200000000", "0.5,500000", "0.000001,1", "1000000,1000000000000"})
  void bandwidthIsTypedInMegabits(String typed, long bits) {
    GrantForm form = with(GrantForm.of(ROW), FormField.GRANT_BITS, typed);
    assertThat(terms(form).bandwidthBitsPerSecond()).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "much", "1000001", "0.0000001", "1e3", "1,5"})
  void whatIsNoBandwidthIsSaidInItsUnit(String typed) {
    assertThat(faults(with(GrantForm.of(ROW), FormField.GRANT_BITS, typed)))
        .containsExactly(
            new FieldFault(
                FormField.GRANT_BITS,
                -1,
                "This is no such amount",
                "Write a number from 0 to 1000000 Mbit/s"));
  }

  @Test
  void everyFaultIsToldAtOnceAtItsField() {
    GrantForm form = GrantForm.empty();
    form = with(form, FormField.GRANT_NAMES, "1.5");
    form = with(form, FormField.GRANT_DAYS, "");
    form = with(form, FormField.GRANT_CONNECTIONS, "1000001");
    assertThat(faults(form))
        .extracting(FieldFault::field)
        .containsExactly(
            FormField.GRANT_IDENTITY,
            FormField.GRANT_NAMES,
            FormField.GRANT_CONNECTIONS,
            FormField.GRANT_DAYS);
  }

  @ParameterizedTest
  @CsvSource({
    "/body/maxNames,GRANT_NAMES",
    "/body/ceiling/requestsPerSecond,GRANT_REQUESTS",
    "/body/ceiling/connectionsPerSecond,GRANT_NEW_CONNECTIONS",
    "/body/bandwidthBitsPerSecond,GRANT_BITS",
    "/body/pools,POOLS"
  })
  void whatTheLedgerRefusesIsSaidAtItsField(String pointer, FormField field) {
    assertThat(
            WorkloadForm.faults(
                List.of(new ProblemDocument.FieldError(pointer, "other", "It is not", "Do it"))))
        .extracting(FieldFault::field)
        .containsExactly(field);
  }

  @Test
  void everyFieldHasARowAndEveryAmountAUnitOrAnExplanation() {
    List<Setting> settings =
        GrantForm.empty().parts().stream()
            .flatMap(part -> part.rows().stream())
            .flatMap(List::stream)
            .toList();
    assertThat(settings).extracting(Setting::field).doesNotHaveDuplicates().hasSize(10);
    assertThat(settings).extracting(Setting::help).noneMatch(String::isBlank);
  }
}
