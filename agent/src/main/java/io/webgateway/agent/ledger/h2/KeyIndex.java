package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest state of every key, removed ones too, in an H2 database. It is derived from the
 * journal and never trusted more than it: it carries the journal's generation and the position up
 * to which it was applied, and a mark that it was closed well.
 *
 * <p>Thread: writes by one thread, reads by any. At most {@value #CONNECTIONS} statements run at
 * once; others wait up to {@value #CONNECTION_WAIT_SECONDS} s.
 */
final class KeyIndex implements AutoCloseable {
  static final String NAME = "index";

  private static final int CONNECTIONS = 16;
  private static final int CONNECTION_WAIT_SECONDS = 30;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS entry(
        k VARBINARY(1024) PRIMARY KEY, v VARBINARY(1048576), rev BIGINT NOT NULL);
      CREATE INDEX IF NOT EXISTS entry_rev ON entry(rev, k);
      CREATE TABLE IF NOT EXISTS applied(
        id INT PRIMARY KEY, generation BIGINT NOT NULL, position BIGINT NOT NULL,
        revision BIGINT NOT NULL, closed_well BOOLEAN NOT NULL);
      """;

  private static final Logger LOG = LoggerFactory.getLogger(KeyIndex.class);

  private final JdbcDataSource source;
  private final JdbcConnectionPool pool;
  private volatile boolean closed;

  private KeyIndex(JdbcDataSource source, JdbcConnectionPool pool) {
    this.source = source;
    this.pool = pool;
  }

  /**
   * How far the index is.
   *
   * @param generation of the journal that was applied
   * @param position in it, after the last applied group
   * @param revision of the last applied commit
   * @param closedWell whether the index was closed by {@link #close}, and not touched since
   */
  record Applied(long generation, long position, long revision, boolean closedWell) {}

  /** Opens or creates the database. */
  static KeyIndex open(StoreDirectory directory) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    // "async:" because an interrupted reader would close a file that is opened in the plain way.
    source.setURL(
        "jdbc:h2:async:"
            + directory.file(NAME)
            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0");
    JdbcConnectionPool pool = JdbcConnectionPool.create(source);
    pool.setMaxConnections(CONNECTIONS);
    pool.setLoginTimeout(CONNECTION_WAIT_SECONDS);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    } catch (SQLException e) {
      pool.dispose();
      throw e;
    }
    return new KeyIndex(source, pool);
  }

  /** How far the index is; empty for a new one. */
  Optional<Applied> applied() throws SQLException {
    try (Connection connection = connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT generation, position, revision, closed_well FROM applied");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Applied(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
          : Optional.empty();
    }
  }

  /** Marks the index as in use, on disk, before the first change. */
  void begin(Applied applied) throws SQLException {
    setApplied(applied);
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  private void setApplied(Applied applied) throws SQLException {
    try (Connection connection = connection()) {
      setApplied(connection, applied);
    }
  }

  private static void setApplied(Connection connection, Applied applied) throws SQLException {
    try (PreparedStatement merge =
        connection.prepareStatement("MERGE INTO applied KEY(id) VALUES(1, ?, ?, ?, ?)")) {
      merge.setLong(1, applied.generation);
      merge.setLong(2, applied.position);
      merge.setLong(3, applied.revision);
      merge.setBoolean(4, applied.closedWell);
      merge.executeUpdate();
    }
  }

  /** Applies one group of the journal in one transaction. */
  void apply(List<StoredCommit> commits, long generation, long position) throws SQLException {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      try {
        merge(connection, commits);
        long revision = commits.getLast().revision();
        setApplied(connection, new Applied(generation, position, revision, false));
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static void merge(Connection connection, List<StoredCommit> commits) throws SQLException {
    try (PreparedStatement merge =
        connection.prepareStatement("MERGE INTO entry KEY(k) VALUES(?, ?, ?)")) {
      for (StoredCommit commit : commits) {
        for (Write write : commit.writes()) {
          merge.setBytes(1, utf8(write.key()));
          merge.setBytes(
              2,
              switch (write) {
                case Write.Put put -> utf8(put.value());
                case Write.Delete _ -> null;
              });
          merge.setLong(3, commit.revision());
          merge.executeUpdate();
        }
      }
    }
  }

  /** The journal was rewritten; the keys are the same. */
  void moved(long generation, long position) throws SQLException {
    long revision = applied().orElseThrow().revision;
    setApplied(new Applied(generation, position, revision, false));
  }

  /** The revision of the last write of a key, removals too; 0 when there was none. */
  long latestRevision(String key) {
    return revision("SELECT rev FROM entry WHERE k = ?", key);
  }

  /** The revision of a key that is there, or 0. */
  long liveRevision(String key) {
    return revision("SELECT rev FROM entry WHERE k = ? AND v IS NOT NULL", key);
  }

  private long revision(String sql, String key) {
    try (Connection connection = connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, utf8(key));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Keys in the index, removed ones too. */
  long size() {
    try (Connection connection = connection();
        PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM entry");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  Optional<StoreEntry> get(String key) {
    try (Connection connection = connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT k, v, rev FROM entry WHERE k = ? AND v IS NOT NULL")) {
      select.setBytes(1, utf8(key));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(entry(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  List<StoreEntry> range(String prefix, String after, int limit) {
    try (Connection connection = connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT k, v, rev FROM entry WHERE k >= ? AND k > ? AND k < ? AND v IS NOT NULL"
                    + " ORDER BY k LIMIT ?")) {
      select.setBytes(1, utf8(prefix));
      select.setBytes(2, utf8(after));
      select.setBytes(3, endOf(prefix));
      select.setInt(4, limit);
      try (ResultSet row = select.executeQuery()) {
        List<StoreEntry> entries = new ArrayList<>();
        while (row.next()) {
          entries.add(entry(row));
        }
        return entries;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Reports the latest changes of keys under a prefix with {@code after < revision <= upTo}, in the
   * order of revisions. A key that is changed again meanwhile is left out. The cost follows the
   * keys under the prefix; for the empty prefix it follows the changes.
   *
   * @param on asked before each change; when false, the rest is left out
   */
  void changes(
      String prefix, long after, long upTo, Consumer<StoreChange> sink, BooleanSupplier on) {
    String sql =
        prefix.isEmpty()
            ? "SELECT k, rev FROM entry WHERE rev > ? AND rev <= ? AND k >= ? AND k < ?"
                + " ORDER BY rev, k"
            : "SELECT k, rev FROM entry WHERE +rev > ? AND +rev <= ? AND k >= ? AND k < ?"
                + " ORDER BY rev, k";
    try (Connection connection = ownConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, after);
      select.setLong(2, upTo);
      select.setBytes(3, utf8(prefix));
      select.setBytes(4, endOf(prefix));
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && on.getAsBoolean()) {
          changeAt(connection, row.getBytes(1), row.getLong(2)).ifPresent(sink);
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static Optional<StoreChange> changeAt(Connection connection, byte[] key, long revision)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT v FROM entry WHERE k = ? AND rev = ?")) {
      select.setBytes(1, key);
      select.setLong(2, revision);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String name = text(key);
        byte[] value = row.getBytes(1);
        return Optional.of(
            value == null
                ? new StoreChange.Removed(name, revision)
                : new StoreChange.Written(new StoreEntry(name, text(value), revision)));
      }
    }
  }

  private static StoreEntry entry(ResultSet row) throws SQLException {
    return new StoreEntry(text(row.getBytes(1)), text(row.getBytes(2)), row.getLong(3));
  }

  /** UTF-8 has no byte 0xFF, so this is greater than all keys with the prefix, and no other. */
  private static byte[] endOf(String prefix) {
    byte[] bytes = utf8(prefix);
    byte[] end = Arrays.copyOf(bytes, bytes.length + 1);
    end[bytes.length] = (byte) 0xFF;
    return end;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static StoreException failed(SQLException e) {
    return new StoreException("the store's index cannot be asked", e);
  }

  private Connection connection() throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed");
    }
    return pool.getConnection();
  }

  /**
   * Not from the pool, so that a slow watcher does not keep its connection from all others. Under
   * the lock, because a connection after the close would open the database again.
   */
  private synchronized Connection ownConnection() throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed");
    }
    return source.getConnection();
  }

  /** Closes without the mark that all is well: the next opening rebuilds the index. */
  void abandon() {
    try {
      shutDown("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      LOG.debug("the index was already closed", e);
    }
  }

  @Override
  public void close() {
    try {
      shutDown("UPDATE applied SET closed_well = TRUE", "SHUTDOWN");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private synchronized void shutDown(String... statements) throws SQLException {
    closed = true;
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } finally {
      pool.dispose();
    }
  }
}
