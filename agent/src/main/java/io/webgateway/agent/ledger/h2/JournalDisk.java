package io.webgateway.agent.ledger.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * How a journal's bytes get to the disk. There is one way in the product, {@link #SYNCED}; tests
 * put disks here that lie, fail or fill up, to show that the durability proofs would notice.
 */
interface JournalDisk {

  /** Writes at once and syncs when told. */
  JournalDisk SYNCED =
      new JournalDisk() {
        @Override
        public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
          long at = position;
          while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
          }
        }

        @Override
        public void sync(FileChannel file) throws IOException {
          // fdatasync also writes the file's new length, because reading needs it.
          file.force(false);
        }
      };

  /** Writes all bytes at a position. */
  void append(FileChannel file, ByteBuffer bytes, long position) throws IOException;

  /** Returns when everything that was written is on the disk. */
  void sync(FileChannel file) throws IOException;
}
