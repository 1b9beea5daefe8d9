package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.NodeMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A process to be killed: a store behind a loopback socket. A line {@code put KEY} commits KEY and
 * rewrites a few shared keys, and is answered {@code ok KEY}. Prints its port when it is ready.
 */
final class StoreServer {
  private static final String VALUE = "v".repeat(200);

  private StoreServer() {}

  /**
   * Arguments: directory, SYNCED or the name of a {@link LyingDisk}, bytes to compact from, and
   * STORE or MEMORY for what commits the keys.
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    JournalDisk disk = args[1].equals("SYNCED") ? JournalDisk.SYNCED : LyingDisk.valueOf(args[1]);
    JournalDisk witnessed = new WitnessedDisk(disk, directory.resolveSibling("synced"));
    LedgerStore store = H2LedgerStore.open(directory, witnessed, Long.parseLong(args[2]));
    NodeMemory memory = new NodeMemory(store);
    Consumer<String> commit =
        args[3].equals("MEMORY") ? key -> remember(memory, key) : key -> put(store, key);
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("port " + server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread.ofPlatform().start(() -> serve(commit, socket));
      }
    }
  }

  private static void serve(Consumer<String> commit, Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      String line = in.readLine();
      while (line != null) {
        String key = line.substring("put ".length());
        commit.accept(key);
        out.write(("ok " + key + "\n").getBytes(StandardCharsets.US_ASCII));
        line = in.readLine();
      }
    } catch (IOException e) {
      System.err.println("connection ended: " + e.getMessage());
    }
  }

  private static void put(LedgerStore store, String key) {
    store.commit(
        new Commit(
            List.of(), List.of(new Put(key, VALUE), new Put("hot/" + key.hashCode() % 50, VALUE))));
  }

  private static void remember(NodeMemory memory, String key) {
    memory.remember(List.of(new NodeMemory.Remembered(key, 7, "hash", VALUE)));
  }
}
