package io.webgateway.model.ledger;

/**
 * A receipt with the exact text that was signed.
 *
 * @param compact the JWS compact serialisation
 * @param keyId thumbprint of the operator's receipt key
 * @param receipt the payload
 */
public record SignedReceipt(String compact, String keyId, Receipt receipt) {}
