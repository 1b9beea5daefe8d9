package io.webgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerVerificationTest {
  private final FakeNode node = new FakeNode();
  private final KeyRing provider = KeyRing.generate();
  private List<AcceptedRecord> history = new ArrayList<>();

  @BeforeEach
  void aLedgerWithANameRenewedTwice() {
    Gateway gateway = node.gateway(provider);
    gateway
        .identities()
        .publish(Identities.firstBody("farm", provider, "x", SigningKey.generate().keyId()));
    gateway
        .providers()
        .enrol(new Providers.Enrolment("gw.example.org", PoolAdmission.OPEN, "farm", ""));
    gateway
        .providers()
        .grant(
            provider.identity(),
            new GrantBody(
                1,
                0,
                0,
                List.of(),
                false,
                node.fixture.now().plus(Duration.ofDays(900)),
                List.of(),
                List.of()),
            grant -> grant);
    gateway.reservations().reserve("blog", provider.identity(), Duration.ofDays(10));
    gateway.reservations().renew("blog", Duration.ofDays(20), Optional.empty());
    gateway.reservations().renew("blog", Duration.ofDays(30), Optional.empty());
    history = new ArrayList<>(node.history());
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    Collections.shuffle(history, new Random(7));
    assertThat(LedgerVerification.of(history, node.current()).isSound()).isTrue();
  }

  @Test
  void aHoleInAChainIsFound() {
    history.remove(find("name/blog", 2));
    assertThat(codes(node.current())).contains("changed-meanwhile");
  }

  @Test
  void aCurrentRecordThatWasRolledBackIsFound() {
    List<AcceptedRecord> current = new ArrayList<>(node.current());
    current.replaceAll(
        record -> record.signed().key().text().equals("name/blog") ? find("name/blog", 1) : record);
    assertThat(codes(current)).containsExactly("not-the-newest");
  }

  @Test
  void aDeletedRecordIsFound() {
    List<AcceptedRecord> current = new ArrayList<>(node.current());
    current.removeIf(record -> record.signed().key().text().equals("name/blog"));
    assertThat(codes(current)).containsExactly("missing");
  }

  @Test
  void aRecordWithoutHistoryIsFound() {
    history.removeIf(record -> record.signed().key().text().equals("name/blog"));
    assertThat(codes(node.current())).containsExactly("no-history");
  }

  @Test
  void aReceiptByAnybodyElseIsFound() {
    replace(find("name/blog", 3), SigningKey.generate());
    assertThat(codes(node.current())).containsExactly("unsigned-receipt");
  }

  @Test
  void aForkIsFound() {
    AcceptedRecord second = find("name/blog", 2);
    SigningKey key = provider.keys().getFirst();
    var other =
        RecordCodec.sign(
            new LedgerRecord(
                second.record().ledger(),
                second.signed().key(),
                2,
                second.record().prev(),
                second.record().signer(),
                find("name/blog", 3).body()),
            key);
    Receipt receipt =
        new Receipt(
            node.fixture.id(), other.key(), 2, other.hash(), second.acceptedAt().plusSeconds(1));
    history.add(new AcceptedRecord(other, ReceiptCodec.sign(receipt, node.fixture.operator)));
    assertThat(codes(node.current())).isNotEmpty();
  }

  @Test
  void noLedgerAtAllIsNotSound() {
    assertThat(LedgerVerification.of(List.of(), List.of()).isSound()).isFalse();
  }

  private void replace(AcceptedRecord record, SigningKey operator) {
    history.remove(record);
    history.add(
        new AcceptedRecord(
            record.signed(), ReceiptCodec.sign(record.receipt().receipt(), operator)));
  }

  private AcceptedRecord find(String key, long version) {
    return node.fixture.ledger.at(new RecordKey(key), version).orElseThrow();
  }

  private List<String> codes(List<AcceptedRecord> current) {
    return LedgerVerification.of(history, current).faults().stream()
        .map(LedgerVerification.Fault::code)
        .distinct()
        .toList();
  }
}
