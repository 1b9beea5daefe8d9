package io.webgateway.bench.change.visit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One socket from which numbered datagrams go and to which they come back. */
final class UdpVisitor implements Visitor {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int LOOK_UP_MILLIS = 100;
  private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Notes notes;
  private final int port;
  private final Pace pace;
  private final Tracked tracked;
  private volatile boolean stopped;
  private volatile boolean over;

  UdpVisitor(Notes notes, int port, Pace pace) {
    this.notes = notes;
    this.port = port;
    this.pace = pace;
    // A datagram has nobody who would send it again, so it need not be waited for so long.
    this.tracked = new Tracked(notes, SILENT_NANOS);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long oldestNanos() {
    return tracked.oldestNanos();
  }

  @Override
  public void run() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(LOOK_UP_MILLIS);
      socket.connect(InetAddress.getLoopbackAddress(), port);
      notes.connected(socket.getLocalPort());
      Thread reader = Thread.ofVirtual().start(() -> read(socket));
      while (!stopped) {
        LockSupport.parkNanos(pace.untilNextNanos());
        tracked.giveUp();
        send(socket, tracked.next());
      }
      tracked.await(LAST_WAIT_NANOS, () -> false);
      tracked.giveUpAllOlderThan(0);
      over = true;
      reader.join();
    } catch (IOException e) {
      notes.fault(Fault.REFUSED, Notes.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(DatagramSocket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length));
    } catch (PortUnreachableException e) {
      // Of an earlier one; that it is lost is found out by its number.
    }
  }

  private void read(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    while (!over) {
      try {
        packet.setLength(512);
        socket.receive(packet);
        tracked.came(
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII));
      } catch (PortUnreachableException | SocketTimeoutException e) {
        // As above; or nothing has come for a moment.
      } catch (IOException e) {
        notes.fault(Fault.WRONG, Notes.words(e));
        return;
      }
    }
  }
}
