package io.webgateway.architecture.canary.agent.management;

import java.sql.Connection;
import java.sql.SQLException;

/** SQL where there should be a store. */
public final class QueriesByHand {
  private QueriesByHand() {}

  static boolean isOpen(Connection connection) throws SQLException {
    return !connection.isClosed();
  }
}
