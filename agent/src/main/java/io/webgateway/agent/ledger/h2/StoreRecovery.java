package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what is in a store's directory: checks the journal, cuts a torn tail off, and makes the
 * index agree with it. Refuses when groups that an index has seen are no longer in the journal.
 */
final class StoreRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRecovery.class);
  private static final String INDEX_FILE = KeyIndex.NAME + ".mv.db";

  private final StoreDirectory directory;
  private final Journal journal;

  private StoreRecovery(StoreDirectory directory, Journal journal) {
    this.directory = directory;
    this.journal = journal;
  }

  /** An open journal, its index, and the revision of both. */
  record Recovered(Journal journal, KeyIndex index, long revision) {}

  static Recovered recover(StoreDirectory directory, JournalDisk disk) {
    try {
      boolean fresh = !Journal.exists(directory);
      if (fresh && Files.exists(directory.file(INDEX_FILE))) {
        throw new StoreException(
            "the journal "
                + directory.file(Journal.NAME)
                + " is gone, but its index is there; put the journal back");
      }
      Journal journal = fresh ? Journal.create(directory, disk) : Journal.open(directory, disk);
      return new StoreRecovery(directory, journal).recoverIndex();
    } catch (IOException e) {
      throw new StoreException("the store in " + directory.path() + " cannot be read", e);
    }
  }

  private Recovered recoverIndex() throws IOException {
    try {
      KeyIndex kept = keptIndex();
      return kept == null ? rebuild() : catchUp(kept);
    } catch (IOException | StoreException e) {
      journal.close();
      throw e;
    }
  }

  /** The index that was left, or null when a new one has to be built. */
  private @Nullable KeyIndex keptIndex() {
    if (!Files.exists(directory.file(INDEX_FILE))) {
      return null;
    }
    KeyIndex index = null;
    try {
      index = KeyIndex.open(directory);
      Optional<KeyIndex.Applied> applied = index.applied();
      if (applied.isPresent()
          && applied.get().closedWell()
          && applied.get().generation() == journal.header().generation()) {
        return index;
      }
      LOG.info("the index was not closed well; it is built anew from the journal");
    } catch (SQLException e) {
      LOG.warn("the index cannot be read; it is built anew from the journal", e);
    }
    if (index != null) {
      index.abandon();
    }
    return null;
  }

  private Recovered catchUp(KeyIndex index) throws IOException {
    try {
      return replay(index, index.applied().orElseThrow());
    } catch (SQLException e) {
      LOG.warn("the index cannot be brought up to date; it is built anew from the journal", e);
      index.abandon();
      return rebuild();
    } catch (IOException | StoreException e) {
      index.abandon();
      throw e;
    }
  }

  private Recovered rebuild() throws IOException {
    deleteIndexFiles();
    try {
      KeyIndex index = KeyIndex.open(directory);
      try {
        Files.setPosixFilePermissions(
            directory.file(INDEX_FILE), PosixFilePermissions.fromString("rw-------"));
        return replay(
            index,
            new KeyIndex.Applied(journal.header().generation(), Journal.HEADER_BYTES, 0, false));
      } catch (IOException | SQLException | StoreException e) {
        index.abandon();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("the index in " + directory.path() + " cannot be built", e);
    }
  }

  private Recovered replay(KeyIndex index, KeyIndex.Applied from) throws IOException, SQLException {
    long generation = journal.header().generation();
    long revision =
        journal.replay(
            from.position(),
            (commits, end) -> {
              if (end > from.position()) {
                index.apply(commits, generation, end);
              }
            });
    index.begin(new KeyIndex.Applied(generation, journal.length(), revision, false));
    return new Recovered(journal, index, revision);
  }

  private void deleteIndexFiles() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.path(), KeyIndex.NAME + ".*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
