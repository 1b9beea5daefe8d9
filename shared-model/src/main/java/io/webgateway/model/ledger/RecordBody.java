package io.webgateway.model.ledger;

/** What a record says; one record type per kind. */
public sealed interface RecordBody
    permits GenesisBody,
        IdentityBody,
        GrantBody,
        ProviderBody,
        NodeBody,
        PoolBody,
        NameBody,
        DomainBody,
        PortBody,
        WorkloadBody,
        StatusBody {

  /** The kind that this body belongs to. */
  RecordKind kind();
}
