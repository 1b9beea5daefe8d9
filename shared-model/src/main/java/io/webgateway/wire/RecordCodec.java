package io.webgateway.wire;

import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.ledger.WorkloadBody;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Signed records as text and back. The text is what was signed: nothing is ever written again to be
 * verified.
 */
public final class RecordCodec {
  /** The {@code typ} of a record's JWS. */
  public static final String TYPE = "webgw-record+jws";

  private RecordCodec() {}

  /**
   * Signs a record with a key that the ledger knows. The result is what was read back from the
   * signed text, so that it equals what everybody else will read.
   *
   * @throws WireException when the record has no form on the wire, or is over 8 KiB
   */
  public static SignedRecord sign(LedgerRecord record, SigningKey key) {
    return sign(record, key, false);
  }

  /** Signs a record with a key that the ledger knows by thumbprint only, and reveals it. */
  public static SignedRecord signRevealing(LedgerRecord record, SigningKey key) {
    return sign(record, key, true);
  }

  /** The JSON of a record's payload, as it would be signed. */
  public static String payload(LedgerRecord record) {
    return Json.write(Form.of(record));
  }

  /**
   * Reads a signed record; says nothing of the signature.
   *
   * @throws WireException when it is no well-formed record
   */
  public static SignedRecord parse(String compact) {
    Jws jws = Jws.parse(compact, TYPE, LedgerParameters.MAX_RECORD_BYTES);
    return signed(jws, parsePayload(jws.payload()));
  }

  /**
   * Reads a record's payload.
   *
   * @throws WireException when it is none
   */
  public static LedgerRecord parsePayload(String json) {
    Form form = Json.read(json, Form.class);
    LedgerRecord record = form.record();
    Json.exact(json, Form.of(record));
    return record;
  }

  /** Whether the signature is this key's. */
  public static boolean isSignedBy(SignedRecord signed, PublicKey key) {
    return new Jws(signed.compact(), signed.keyId(), signed.revealedKey(), "").isSignedBy(key);
  }

  private static SignedRecord sign(LedgerRecord record, SigningKey key, boolean reveal) {
    return parse(Jws.sign(TYPE, payload(record), key, reveal).compact());
  }

  private static SignedRecord signed(Jws jws, LedgerRecord record) {
    return new SignedRecord(
        jws.compact(), Thumbprint.ofText(jws.compact()), jws.keyId(), jws.revealedKey(), record);
  }

  private static Class<? extends RecordBody> bodyType(RecordKind kind) {
    return switch (kind) {
      case GENESIS -> GenesisBody.class;
      case IDENTITY -> IdentityBody.class;
      case GRANT -> GrantBody.class;
      case PROVIDER -> ProviderBody.class;
      case NODE -> NodeBody.class;
      case POOL -> PoolBody.class;
      case NAME -> NameBody.class;
      case DOMAIN -> DomainBody.class;
      case PORT -> PortBody.class;
      case WORKLOAD -> WorkloadBody.class;
      case STATUS -> StatusBody.class;
    };
  }

  /** The payload's members, in the order in which they are written. */
  private record Form(
      String ledger,
      String kind,
      RecordKey key,
      long version,
      Optional<String> prev,
      Signer signer,
      JsonNode body) {

    static Form of(LedgerRecord record) {
      JsonNode body = Json.toTree(record.body());
      return new Form(
          record.ledger(),
          record.kind().word(),
          record.key(),
          record.version(),
          record.prev(),
          record.signer(),
          body);
    }

    LedgerRecord record() {
      if (!key.kind().word().equals(kind)) {
        throw new WireException("/kind", "The kind must be the first segment of the key");
      }
      return new LedgerRecord(ledger, key, version, prev, signer, readBody());
    }

    private RecordBody readBody() {
      try {
        return Json.convert(body, bodyType(key.kind()));
      } catch (WireException e) {
        throw new WireException("/body" + e.pointer(), String.valueOf(e.getMessage()));
      }
    }
  }
}
