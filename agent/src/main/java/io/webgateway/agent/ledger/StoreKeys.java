package io.webgateway.agent.ledger;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.RecordKey;

/**
 * The store's keys beside the records' own: history and indexes, written in the same commit as the
 * record that they follow from.
 */
public final class StoreKeys {
  /** Prefix of all history. */
  public static final String LOG = "log/";

  /** The time of the newest receipt. */
  public static final String RECEIPT_CLOCK = "meta/receipt-clock";

  private StoreKeys() {}

  /** {@code log/<key>/<version>}: a record's history. */
  public static String log(RecordKey key, long version) {
    return LOG + key.text() + "/" + version;
  }

  /** {@code sealed/<namespace>/<id>}: the newest sealed part of a workload. */
  public static String sealed(String namespace, String id) {
    return "sealed/" + namespace + "/" + id;
  }

  /** {@code at/<pool>/}: what is assigned to a pool. */
  public static String atPool(String pool) {
    return "at/" + pool + "/";
  }

  /**
   * {@code at/<pool>/<namespace>}: rewritten whenever a name with work on the pool changes, so that
   * a node needs to watch nothing else of the tenants'.
   */
  public static String nameAt(String pool, String namespace) {
    return atPool(pool) + namespace;
  }

  /** {@code at/<pool>/<namespace>/<id>}: the hash of a workload that is assigned to the pool. */
  public static String at(String pool, String namespace, String id) {
    return atPool(pool) + namespace + "/" + id;
  }

  /** {@code owner/<identity>/}: the names that an identity holds or held. */
  public static String ownedBy(IdentityId owner) {
    return "owner/" + owner.value() + "/";
  }

  /** {@code port-owner/<identity>/}: the ports that an identity claims. */
  public static String portsOf(IdentityId owner) {
    return "port-owner/" + owner.value() + "/";
  }

  /**
   * {@code usage/<provider>/<identity>}: rewritten whenever something is taken under a grant, so
   * that two operators cannot both take the last one.
   */
  public static String usage(IdentityId provider, IdentityId grantee) {
    return "usage/" + provider.value() + "/" + grantee.value();
  }
}
