package io.webgateway.agent.ledger.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The canaries of the durability proofs: disks that answer too early, each in the way that one of
 * the proofs exists to find. A store on one of them must fail that proof.
 */
enum LyingDisk implements JournalDisk {
  /** Writes at once and syncs half a second later, as databases with a write delay do. */
  LATE_SYNC {
    @Override
    public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
      JournalDisk.SYNCED.append(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) {
      later(() -> JournalDisk.SYNCED.sync(file));
    }
  },

  /** Keeps the bytes in the process for a while: what is lost when only the process dies. */
  LATE_WRITE {
    @Override
    public void append(FileChannel file, ByteBuffer bytes, long position) {
      ByteBuffer kept = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      later(() -> JournalDisk.SYNCED.append(file, kept, position));
    }

    @Override
    public void sync(FileChannel file) {
      later(() -> JournalDisk.SYNCED.sync(file));
    }
  },

  /** Syncs as often as it should, but before it writes. */
  EARLY_SYNC {
    @Override
    public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
      JournalDisk.SYNCED.sync(file);
      JournalDisk.SYNCED.append(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) {
      // It was done before.
    }
  };

  private static final long DELAY_MILLIS = 500;
  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon(true).factory());

  private interface Work {
    void run() throws IOException;
  }

  private static void later(Work work) {
    LATER.schedule(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        DELAY_MILLIS,
        TimeUnit.MILLISECONDS);
  }
}
