package io.webgateway.model.ledger;

import java.util.Optional;

/**
 * A provider, in its own words.
 *
 * @param displayName what people call it, up to 64 characters
 * @param contact how tenants reach it, up to 256 characters
 * @param admission an operator's signed admission of this identity (a JWS), where genesis asks for
 *     one
 */
public record ProviderBody(String displayName, String contact, Optional<String> admission)
    implements RecordBody {

  @Override
  public RecordKind kind() {
    return RecordKind.PROVIDER;
  }
}
