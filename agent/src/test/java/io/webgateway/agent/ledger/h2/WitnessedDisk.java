package io.webgateway.agent.ledger.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A disk that writes down, in a file of its own, up to which length the journal was really synced.
 * What the journal has beyond that is what a loss of power may take, so a test can take it after
 * the process was killed.
 */
final class WitnessedDisk implements JournalDisk {
  private final JournalDisk disk;
  private final FileChannel witness;

  WitnessedDisk(JournalDisk disk, Path witness) throws IOException {
    this.disk = disk;
    this.witness = FileChannel.open(witness, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void append(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    disk.append(new WitnessedChannel(file, this::synced), bytes, position);
  }

  @Override
  public void sync(FileChannel file) throws IOException {
    disk.sync(new WitnessedChannel(file, this::synced));
  }

  /** One small write at one place: either the old or the new length is there after a kill. */
  private void synced(long length) throws IOException {
    witness.write(ByteBuffer.allocate(Long.BYTES).putLong(length).flip(), 0);
  }
}
